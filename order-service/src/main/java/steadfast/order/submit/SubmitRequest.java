package steadfast.order.submit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import steadfast.events.Sku;
import steadfast.order.RequestedMoney;

/**
 * What a buyer asks for; the price is not theirs to say.
 *
 * @param expectedTotal what the buyer was shown; null if the catalogue's price is right whatever it
 *     is
 */
public record SubmitRequest(
        Sku sku,
        int quantity,
        String paymentMethod,
        @Schema(
                        description =
                                "What the buyer was shown. If the order would cost anything else,"
                                        + " it is refused with 409 price-changed, whose total is"
                                        + " what it costs now; nothing is taken.")
                @Nullable RequestedMoney expectedTotal) {

    /** Of what is asked, however the JSON was written. */
    String sha256() {
        // None of the first two lines can hold a line break, and without an expected total the
        // second one is a number: so no two requests have the same text.
        String expected =
                expectedTotal == null
                        ? ""
                        : " for " + expectedTotal.amountMinor() + " " + expectedTotal.currency();
        String text = sku + "\n" + quantity + expected + "\n" + paymentMethod;
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
