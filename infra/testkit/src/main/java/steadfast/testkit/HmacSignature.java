package steadfast.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs callbacks as Stripe and the sandbox do, with code independent of the reader. */
public final class HmacSignature {
    private HmacSignature() {}

    /** Returns the value of the header that signs the body: {@code t=<seconds>,v1=<hex>}. */
    public static String header(String secret, String body, Instant at) {
        String t = Long.toString(at.getEpochSecond());
        return "t=" + t + ",v1=" + of(secret, t + "." + body);
    }

    /** Returns HMAC-SHA256 of the text, as lower-case hexadecimal digits. */
    public static String of(String secret, String text) {
        return of(secret, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns HMAC-SHA256 of the bytes, as lower-case hexadecimal digits. */
    public static String of(String secret, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
