package steadfast.gateway.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import steadfast.gateway.CallbackReading.Reason;
import steadfast.gateway.CallbackReading.Rejected;
import steadfast.gateway.CallbackRequest;

/**
 * A signature header {@code t=<unix seconds>,v1=<lower-case hex HMAC-SHA256>} over the bytes {@code
 * t.body}, as introduced by Stripe. Several {@code v1} are allowed (while a secret is rotated);
 * other schemes are ignored, because accepting a weaker one would let an attacker choose it.
 */
public final class SignedTimestamp {
    /** The longest body of a callback; longer ones are not read. */
    public static final int MAX_BODY_BYTES = 256 * 1024;

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int MAX_HEADER_CHARS = 2_000;
    private static final Pattern UNIX_SECONDS = Pattern.compile("\\d{1,11}");
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** Creates a verifier for this secret. */
    public SignedTimestamp(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The result of checking the header. */
    public sealed interface Check {
        /** Signed with the secret at this recent time. */
        record Right(Instant signedAt) implements Check {}

        /** Not valid. */
        record Wrong(Rejected rejection) implements Check {}
    }

    /** Checks the body against the header with this lower-case name. */
    public Check check(CallbackRequest request, String headerName, Instant now) {
        if (request.body().length > MAX_BODY_BYTES) {
            return wrong(Reason.MALFORMED, "a body of " + request.body().length + " bytes");
        }
        List<String> values = request.header(headerName);
        if (values.isEmpty()) {
            return wrong(Reason.UNSIGNED, "no " + headerName);
        }
        if (values.size() > 1) {
            return wrong(Reason.DUPLICATE_PARAMETER, headerName + " more than once");
        }
        return check(values.getFirst(), request.body(), now);
    }

    private Check check(String header, byte[] body, Instant now) {
        List<String> times = new ArrayList<>();
        List<String> signatures = new ArrayList<>();
        if (header.length() > MAX_HEADER_CHARS) {
            return wrong(Reason.MALFORMED, "a signature header of " + header.length());
        }
        for (String part : header.split(",", -1)) {
            if (part.startsWith("t=")) {
                times.add(part.substring(2));
            } else if (part.startsWith("v1=")) {
                signatures.add(part.substring(3));
            }
        }
        if (times.size() > 1) {
            return wrong(Reason.DUPLICATE_PARAMETER, "several times");
        }
        if (times.isEmpty() || !UNIX_SECONDS.matcher(times.getFirst()).matches()) {
            return wrong(Reason.MALFORMED, "no time in the signature header");
        }
        if (signatures.isEmpty()) {
            return wrong(Reason.UNSUPPORTED_ALGORITHM, "no v1 signature");
        }
        if (!signed(times.getFirst(), body, signatures)) {
            return wrong(Reason.WRONG_SIGNATURE, "no signature matches");
        }
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(times.getFirst()));
        if (signedAt.isBefore(now.minus(TOLERANCE))) {
            return wrong(Reason.STALE, "signed at " + signedAt);
        }
        if (signedAt.isAfter(now.plus(TOLERANCE))) {
            return wrong(Reason.FROM_THE_FUTURE, "signed at " + signedAt);
        }
        return new Check.Right(signedAt);
    }

    private boolean signed(String time, byte[] body, List<String> signatures) {
        byte[] expected =
                HexFormat.of().formatHex(hmac(time, body)).getBytes(StandardCharsets.UTF_8);
        boolean fits = false;
        for (String signature : signatures) {
            fits |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
        }
        return fits;
    }

    private byte[] hmac(String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static Check wrong(Reason reason, String detail) {
        return new Check.Wrong(new Rejected(reason, detail));
    }
}
