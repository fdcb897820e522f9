package steadfast.http.access;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import steadfast.http.Roles;

/**
 * A caller, and the hash of one of their keys. A caller may have several keys, so that a new one
 * works before the old one ends.
 *
 * @param name the storefront's or the operator's
 * @param key the key's name among the caller's keys; empty for a key without a name
 * @param role one of {@link Roles}
 * @param keySha256 32 bytes
 * @param expiresAt when the key expires; null if it never does
 */
@SuppressWarnings("ArrayRecordComponent") // compared in constant time by AccessKeys only
record Caller(String name, String key, String role, byte[] keySha256, @Nullable Instant expiresAt) {

    private static final int SHA256_BYTES = 32;
    private static final int FINGERPRINT_BYTES = 8;
    private static final String EXPIRES = "expires=";

    /**
     * Reads one entry of the access file.
     *
     * @throws IllegalArgumentException if it is not {@code <role>.<name>[#<key>]=<64 hex digits>
     *     [expires=<date or time>]}
     */
    static Caller parse(String entry, String value) {
        int dot = entry.indexOf('.');
        int hash = entry.indexOf('#', dot);
        int end = hash < 0 ? entry.length() : hash;
        if (dot < 1 || dot + 1 >= end || hash == entry.length() - 1) {
            throw new IllegalArgumentException(
                    "the entry's name is not storefront.<name> or operator.<name>, with or without"
                            + " #<name of the key>");
        }
        String[] words = value.strip().split("\\s+", -1);
        if (words.length > 2) {
            throw new IllegalArgumentException(
                    "the entry's value is more than a hash and an expires=");
        }
        return new Caller(
                entry.substring(dot + 1, end),
                hash < 0 ? "" : entry.substring(hash + 1),
                role(entry.substring(0, dot)),
                sha256(words[0]),
                words.length == 2 ? expiry(words[1]) : null);
    }

    /** Returns whether both are keys of one caller. */
    boolean isSameCallerAs(Caller other) {
        return role.equals(other.role) && name.equals(other.name);
    }

    /** Returns the entry's name in the access file. */
    String entry() {
        return role + "." + name + (key.isEmpty() ? "" : "#" + key);
    }

    /**
     * Returns an identifier of the key that gives no access: the beginning of its hash, and its
     * expiry.
     */
    String fingerprint() {
        String hash = HexFormat.of().formatHex(keySha256, 0, FINGERPRINT_BYTES);
        return expiresAt == null ? hash : hash + " expires=" + expiresAt;
    }

    boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    private static String role(String text) {
        return switch (text) {
            case "storefront" -> Roles.STOREFRONT;
            case "operator" -> Roles.OPERATOR;
            default ->
                    throw new IllegalArgumentException(
                            "the entry's name begins with neither storefront nor operator");
        };
    }

    private static byte[] sha256(String hex) {
        byte[] sha256 = HexFormat.of().parseHex(hex);
        if (sha256.length != SHA256_BYTES) {
            throw new IllegalArgumentException("the entry's value is not a SHA-256 in hex");
        }
        return sha256;
    }

    /** A date is the last day on which the key is valid, in UTC. */
    private static Instant expiry(String word) {
        if (!word.startsWith(EXPIRES)) {
            throw new IllegalArgumentException("only expires= can follow the hash");
        }
        String text = word.substring(EXPIRES.length());
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "expires= is neither a date such as 2027-01-31 nor a time such as"
                            + " 2027-01-31T12:00:00Z",
                    e);
        }
    }
}
