package steadfast.gateway.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import steadfast.gateway.CallbackRequest;
import steadfast.testkit.HmacSignature;

/** Callbacks as Stripe and the sandbox sign them. */
public final class HmacCallback {
    private HmacCallback() {}

    public static CallbackRequest signed(String header, String secret, String body, Instant at) {
        return new CallbackRequest(
                Map.of(header, List.of(HmacSignature.header(secret, body, at))),
                body.getBytes(StandardCharsets.UTF_8));
    }

    public static String hmac(String secret, String text) {
        return HmacSignature.of(secret, text);
    }
}
