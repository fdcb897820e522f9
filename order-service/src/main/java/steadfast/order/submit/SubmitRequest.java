package steadfast.order.submit;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import steadfast.events.Sha256;
import steadfast.events.Sku;
import steadfast.order.RequestedMoney;

/**
 * An order as the buyer requests it; the price comes from the catalogue.
 *
 * @param expectedTotal the total that the buyer was shown; null to accept any price of the
 *     catalogue
 */
public record SubmitRequest(
        Sku sku,
        int quantity,
        String paymentMethod,
        @Schema(
                        description =
                                "The total that the buyer was shown. If the price differs, the"
                                        + " order is refused with 409 price-changed, whose total"
                                        + " is the current price; no order is created.")
                @Nullable RequestedMoney expectedTotal) {

    /** Returns the SHA-256 of the request's meaning, however the JSON was formatted. */
    String sha256() {
        // None of the first two lines can hold a line break, and without an expected total the
        // second one is a number: so no two requests have the same text.
        String expected =
                expectedTotal == null
                        ? ""
                        : " for " + expectedTotal.amountMinor() + " " + expectedTotal.currency();
        String text = sku + "\n" + quantity + expected + "\n" + paymentMethod;
        return Sha256.hex(text);
    }
}
