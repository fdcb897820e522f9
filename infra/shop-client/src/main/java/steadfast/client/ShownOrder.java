package steadfast.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;

/**
 * An order as its buyer sees it.
 *
 * @param round the number of the payment round, counted from 1
 * @param toPay the link that the buyer must scan or open to pay; empty if there is nothing to do
 * @param failureReason a code such as {@code PAYMENT_DECLINED}; empty unless it failed
 */
public record ShownOrder(
        Status status, int round, Optional<URI> toPay, Optional<String> failureReason) {

    static ShownOrder of(JsonNode order) {
        return new ShownOrder(
                Status.of(order.path("status").asText()),
                order.path("round").asInt(1),
                toPay(order.path("nextAction")),
                order.hasNonNull("failureReason")
                        ? Optional.of(order.path("failureReason").asText())
                        : Optional.empty());
    }

    private static Optional<URI> toPay(JsonNode next) {
        try {
            return next.path("kind").asText().equals("PAY")
                    ? Optional.of(URI.create(next.path("action").asText()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            // The text of a QR code that is not a URL, for a phone that we don't have.
            return Optional.empty();
        }
    }
}
