package steadfast.reconciler.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.reconciler.lifecycle.ObservedEvent;
import steadfast.reconciler.lifecycle.PublicStatus;
import steadfast.reconciler.store.DeliveredCard;
import steadfast.reconciler.store.PolledPayment;
import steadfast.reconciler.store.ReviewCase;
import steadfast.reconciler.store.WatchedOrder;

/**
 * A case with all known facts, and nothing secret.
 *
 * @param paymentId the payment that was in trouble when the case opened
 * @param orderStatus the order's own status, as far as it is known: a decision's {@code
 *     expectedStatus}
 * @param round the round of the payment that counts: a decision's {@code expectedRound}
 * @param polls how often the gateway was polled about {@code paymentId}
 * @param evidence what was delivered; absent unless a case asked for it
 * @param decisions the decisions that are possible now
 * @param audit the decisions that were taken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaseResponse(
        UUID caseId,
        OrderId orderId,
        PaymentId paymentId,
        Status status,
        String reason,
        Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable String resolution,
        PublicStatus orderStatus,
        int round,
        @Nullable String storefront,
        @Nullable String sku,
        @Nullable Integer quantity,
        @Nullable Money total,
        @Nullable Instant expiresAt,
        int polls,
        @Nullable String lastAnswer,
        @Nullable String lastDetail,
        @Nullable Instant lastAskedAt,
        @Nullable ShownEvidence evidence,
        List<String> decisions,
        List<KnownFact> facts,
        List<DecisionResponse> audit) {

    /** The status of the case. */
    public enum Status {
        OPEN,
        CLOSED
    }

    /** One fact that was received or found out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record KnownFact(
            ObservedEvent.Kind kind, int round, @Nullable Integer refundNumber, Instant at) {

        static KnownFact of(ObservedEvent observedEvent) {
            return new KnownFact(
                    observedEvent.kind(),
                    observedEvent.round(),
                    observedEvent.number() == 0 ? null : observedEvent.number(),
                    observedEvent.at());
        }
    }

    static CaseResponse of(
            ReviewCase shown,
            WatchedOrder order,
            Optional<PolledPayment> polled,
            List<DeliveredCard> delivered,
            List<String> decisions,
            List<DecisionResponse> audit) {
        return new CaseResponse(
                shown.caseId(),
                shown.orderId(),
                shown.paymentId(),
                shown.closedAt() == null ? Status.OPEN : Status.CLOSED,
                DecisionName.write(shown.reason()),
                shown.openedAt(),
                shown.closedAt(),
                shown.resolution() == null ? null : DecisionName.write(shown.resolution()),
                PublicStatus.of(order.knowledge()),
                PublicStatus.roundOf(order.knowledge()),
                order.storefront(),
                order.sku(),
                order.quantity(),
                order.total(),
                order.expiresAt(),
                polled.map(PolledPayment::polls).orElse(0),
                polled.map(PolledPayment::lastAnswer).orElse(null),
                polled.map(PolledPayment::lastDetail).orElse(null),
                polled.map(PolledPayment::lastAskedAt).orElse(null),
                ShownEvidence.of(delivered),
                decisions,
                order.knowledge().facts().stream().map(KnownFact::of).toList(),
                audit);
    }
}
