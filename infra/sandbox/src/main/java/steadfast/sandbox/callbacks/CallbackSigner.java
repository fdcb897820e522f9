package steadfast.sandbox.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs callbacks: {@code t=<unix seconds>,v1=<hex HMAC-SHA256(secret, t + "." + body)>}. Forged
 * callbacks use another key, or none.
 */
final class CallbackSigner {

    /** The header with the signature. */
    static final String HEADER = "Sandbox-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private final String secret;

    CallbackSigner(String secret) {
        this.secret = secret;
    }

    /** Returns the header's value; empty if there is none. */
    Optional<String> sign(Callback.Kind kind, Instant at, byte[] body) {
        return switch (kind) {
            case GENUINE, DUPLICATE, CONTRADICTORY -> Optional.of(signature(secret, at, body));
            case FORGED_SIGNATURE -> Optional.of(signature(secret + "-guessed", at, body));
            case FORGED_AMOUNT -> Optional.empty();
        };
    }

    private static String signature(String key, Instant at, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM));
            mac.update((at.getEpochSecond() + ".").getBytes(UTF_8));
            String hex = HexFormat.of().formatHex(mac.doFinal(body));
            return "t=" + at.getEpochSecond() + ",v1=" + hex;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
