package steadfast.reconciler.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OrderId;
import steadfast.reconciler.lifecycle.Expected;
import steadfast.reconciler.lifecycle.ObservedEvent;
import steadfast.reconciler.lifecycle.OrderHistory;
import steadfast.reconciler.store.WatchedOrder;

/**
 * An overdue order with all known facts.
 *
 * @param round the highest known round of paying
 * @param expiresAt the end of the time to live; absent while unknown
 * @param overdueSince the time since which the order is overdue
 * @param repairs how often a repair was requested since {@code waitingSince}
 * @param nextRepairAt absent if no service can be asked
 * @param lastHeard each owner's last event
 * @param heard all facts, sorted by their time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OverdueOrder(
        OrderId orderId,
        @Nullable String storefront,
        @Nullable String sku,
        @Nullable Integer quantity,
        @Nullable Money total,
        int round,
        @Nullable Instant expiresAt,
        boolean pastTimeToLive,
        List<Waiting> waitingFor,
        Instant waitingSince,
        Instant overdueSince,
        int repairs,
        @Nullable Instant nextRepairAt,
        List<Heard> lastHeard,
        List<Heard> heard) {

    /**
     * An event that the order waits for in one round; {@code askedInTurn} is empty if only a person
     * can help.
     */
    public record Waiting(Expected what, int round, String missing, List<Owner> askedInTurn) {}

    /** One fact; {@code owner} is null if we found it out ourselves. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Heard(
            @Nullable Owner owner,
            ObservedEvent.Kind kind,
            int round,
            @Nullable Integer refundNumber,
            Instant at) {

        static Heard of(ObservedEvent observedEvent) {
            return new Heard(
                    observedEvent.kind().owner().orElse(null),
                    observedEvent.kind(),
                    observedEvent.round(),
                    observedEvent.number() == 0 ? null : observedEvent.number(),
                    observedEvent.at());
        }
    }

    static OverdueOrder of(WatchedOrder order, Instant now) {
        OrderHistory orderHistory = order.knowledge();
        Instant expiresAt = order.expiresAt();
        return new OverdueOrder(
                order.orderId(),
                order.storefront(),
                order.sku(),
                order.quantity(),
                order.total(),
                order.round(),
                expiresAt,
                expiresAt != null && expiresAt.isBefore(now),
                order.expectations().stream()
                        .map(open ->
                                new Waiting(
                                        open.what(),
                                        open.round(),
                                        open.what().missing(),
                                        open.what().asks()))
                        .toList(),
                Objects.requireNonNull(order.expectedSince()),
                Objects.requireNonNull(order.overdueAt()),
                order.repairs(),
                order.nextRepairAt(),
                Arrays.stream(Owner.values())
                        .map(orderHistory::lastFrom)
                        .flatMap(Optional::stream)
                        .map(Heard::of)
                        .toList(),
                orderHistory.facts().stream().map(Heard::of).toList());
    }
}
