package steadfast.order.lifecycle;

import java.time.Instant;

/**
 * What the buyer must do to pay.
 *
 * @param action a URL, or the text of a QR code
 * @param until after it the gateway takes no payment
 */
public record BuyerAction(String action, Instant until) {}
