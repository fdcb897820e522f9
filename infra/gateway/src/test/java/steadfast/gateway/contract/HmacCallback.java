package steadfast.gateway.contract;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import steadfast.gateway.CallbackRequest;

/** Signs callbacks as Stripe and the sandbox do, by other code than reads them. */
public final class HmacCallback {
    private HmacCallback() {}

    public static CallbackRequest signed(String header, String secret, String body, Instant at) {
        String t = Long.toString(at.getEpochSecond());
        return new CallbackRequest(
                Map.of(header, List.of("t=" + t + ",v1=" + hmac(secret, t + "." + body))),
                body.getBytes(StandardCharsets.UTF_8));
    }

    public static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
