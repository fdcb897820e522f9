package steadfast.order.submit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import steadfast.events.Sku;

/** What a buyer asks for; the price is not theirs to say. */
public record SubmitRequest(Sku sku, int quantity, String paymentMethod) {

    /** Of what is asked, however the JSON was written. */
    String sha256() {
        // None of the first two can hold a line break, so no two requests have the same text.
        String text = sku + "\n" + quantity + "\n" + paymentMethod;
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
