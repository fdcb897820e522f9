package steadfast.reconciler.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.PaymentId;
import steadfast.reconciler.store.DeliveredCard;

/**
 * The cards that an order got and how often they were shown to its buyer, for the gateway or the
 * bank; never a code.
 *
 * @param paymentId the payment that they were issued for
 */
public record ShownEvidence(PaymentId paymentId, Instant issuedAt, List<Card> cards) {

    /** One card; the times are absent while it was never shown. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Card(
            UUID id,
            int reveals,
            @Nullable Instant firstRevealedAt,
            @Nullable Instant lastRevealedAt) {

        private static Card of(DeliveredCard delivered) {
            return new Card(
                    delivered.cardId(),
                    delivered.reveals(),
                    delivered.firstRevealedAt(),
                    delivered.lastRevealedAt());
        }
    }

    static @Nullable ShownEvidence of(List<DeliveredCard> delivered) {
        return delivered.isEmpty()
                ? null
                : new ShownEvidence(
                        delivered.getFirst().paymentId(),
                        delivered.getFirst().issuedAt(),
                        delivered.stream().map(Card::of).toList());
    }
}
