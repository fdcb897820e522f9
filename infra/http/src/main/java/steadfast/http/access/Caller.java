package steadfast.http.access;

import java.util.HexFormat;
import steadfast.http.Roles;

/**
 * One who may call, and the hash of what they show.
 *
 * @param name the storefront's or the operator's
 * @param role one of {@link Roles}
 * @param keySha256 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared in constant time by AccessKeys only
record Caller(String name, String role, byte[] keySha256) {

    private static final int SHA256_BYTES = 32;

    /**
     * Reads one entry of the access file.
     *
     * @throws IllegalArgumentException if it is not {@code <role>.<name>=<64 hex digits>}
     */
    static Caller parse(String entry, String hash) {
        int dot = entry.indexOf('.');
        if (dot < 1 || dot == entry.length() - 1) {
            throw new IllegalArgumentException(
                    "the entry's name is not storefront.<name> or operator.<name>");
        }
        String role =
                switch (entry.substring(0, dot)) {
                    case "storefront" -> Roles.STOREFRONT;
                    case "operator" -> Roles.OPERATOR;
                    default ->
                            throw new IllegalArgumentException(
                                    "the entry's name begins with neither storefront nor operator");
                };
        byte[] sha256 = HexFormat.of().parseHex(hash.strip());
        if (sha256.length != SHA256_BYTES) {
            throw new IllegalArgumentException("the entry's value is not a SHA-256 in hex");
        }
        return new Caller(entry.substring(dot + 1), role, sha256);
    }
}
