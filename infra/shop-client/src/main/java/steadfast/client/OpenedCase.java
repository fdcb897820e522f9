package steadfast.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import steadfast.events.OrderId;

/**
 * A case that was opened for a person to review.
 *
 * @param closedAt empty while it is open
 */
public record OpenedCase(
        String caseId, OrderId orderId, Instant openedAt, Optional<Instant> closedAt) {

    static OpenedCase of(JsonNode json) {
        return new OpenedCase(
                json.path("caseId").asText(),
                OrderId.parse(json.path("orderId").asText()),
                Instant.parse(json.path("openedAt").asText()),
                json.hasNonNull("closedAt")
                        ? Optional.of(Instant.parse(json.path("closedAt").asText()))
                        : Optional.empty());
    }
}
