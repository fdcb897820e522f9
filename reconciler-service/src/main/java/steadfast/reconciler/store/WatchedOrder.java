package steadfast.reconciler.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OrderId;
import steadfast.reconciler.lifecycle.Expectation;
import steadfast.reconciler.lifecycle.Expected;
import steadfast.reconciler.lifecycle.ObservedEvent;
import steadfast.reconciler.lifecycle.OrderHistory;
import steadfast.reconciler.lifecycle.RepairSchedule;

/** The reconciler's record of an order. Change it only while its row is locked. */
@Entity
@Table(name = "watched_order")
public class WatchedOrder {

    @Id private UUID orderId;
    private String[] heard;
    private int round;
    private @Nullable String storefront;
    private @Nullable String sku;
    private @Nullable Integer quantity;
    private @Nullable Long amountMinor;
    private @Nullable String currency;
    private @Nullable Instant expiresAt;
    private boolean settled;
    private String[] expected;
    private @Nullable Instant expectedSince;
    private @Nullable Instant overdueAt;
    private int repairs;
    private @Nullable Instant nextRepairAt;
    private @Nullable Instant reviewAt;
    private @Nullable UUID openCase;
    private @Nullable Instant evidenceAskedAt;
    private Instant firstHeardAt;
    private Instant lastHeardAt;

    protected WatchedOrder() {}

    /** Applies the history; its expectations restart only if they change. */
    public void update(OrderHistory known, RepairSchedule schedule, Instant now) {
        heard = known.facts().stream().map(WatchedOrder::text).toArray(String[]::new);
        round = known.round();
        Instant moment = now.truncatedTo(ChronoUnit.MICROS);
        List<Expectation> open = Expectation.of(known);
        if (!open.equals(expectations()) || settled != open.isEmpty()) {
            settled = open.isEmpty();
            expected = open.stream().map(WatchedOrder::text).toArray(String[]::new);
            expectedSince = settled ? null : moment;
            repairs = 0;
            nextRepairAt = schedule.nextRepair(open, 0, moment);
        }
        overdueAt = expectedSince == null ? null : schedule.overdue(open, expiresAt, expectedSince);
    }

    /** Records that an owner published something new, which may answer a decision. */
    public void receivedFromOwner(Instant now) {
        lastHeardAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns whether this fact is already known. */
    public boolean knows(ObservedEvent observedEvent) {
        OrderHistory known = knowledge();
        return known.with(observedEvent).equals(known);
    }

    /** What the buyer ordered, and where. */
    public void describe(@Nullable String shop, String article, int pieces, @Nullable Money total) {
        storefront = shop == null ? storefront : shop;
        sku = article;
        quantity = pieces;
        if (total != null) {
            amountMinor = total.amountMinor();
            currency = total.currency();
        }
    }

    /** Stores the end of the time to live; a later round's counts. */
    public void livesUntil(Instant moment) {
        if (expiresAt == null || expiresAt.isBefore(moment)) {
            expiresAt = moment.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** Returns the service to ask next; empty if none can help. */
    public Optional<Owner> nextToAsk() {
        List<Owner> asks = Expectation.asks(expectations());
        return asks.isEmpty() ? Optional.empty() : Optional.of(asks.get(repairs % asks.size()));
    }

    /** Counts a requested repair, and plans the next one. */
    public void asked(RepairSchedule schedule, Instant now) {
        repairs++;
        nextRepairAt =
                schedule.nextRepair(expectations(), repairs, now.truncatedTo(ChronoUnit.MICROS));
    }

    /** Returns when it is checked for a case even without new events. */
    void reviewAt(@Nullable Instant moment) {
        reviewAt = moment == null ? null : moment.truncatedTo(ChronoUnit.MICROS);
    }

    void caseOpened(UUID caseId) {
        openCase = caseId;
    }

    void caseClosed() {
        openCase = null;
    }

    /** Sets when fulfillment-service was asked for delivery evidence; null once none is awaited. */
    void evidenceAsked(@Nullable Instant moment) {
        evidenceAskedAt = moment == null ? null : moment.truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns when the awaited evidence was requested; null if none is awaited. */
    @Nullable Instant evidenceAskedAt() {
        return evidenceAskedAt;
    }

    /** The case that is open; null if there is none. */
    public @Nullable UUID openCase() {
        return openCase;
    }

    public @Nullable Instant reviewAt() {
        return reviewAt;
    }

    public OrderId orderId() {
        return new OrderId(orderId);
    }

    public OrderHistory knowledge() {
        return OrderHistory.of(Arrays.stream(heard).map(WatchedOrder::fact).toList());
    }

    /** Returns what it waits for; none once it is settled. */
    public List<Expectation> expectations() {
        return Arrays.stream(expected).map(WatchedOrder::expectation).toList();
    }

    public int round() {
        return round;
    }

    public @Nullable String storefront() {
        return storefront;
    }

    public @Nullable String sku() {
        return sku;
    }

    public @Nullable Integer quantity() {
        return quantity;
    }

    public @Nullable Money total() {
        return amountMinor == null || currency == null ? null : new Money(amountMinor, currency);
    }

    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    /** Returns whether it is final and nothing is awaited. */
    public boolean settled() {
        return settled;
    }

    public @Nullable Instant expectedSince() {
        return expectedSince;
    }

    public @Nullable Instant overdueAt() {
        return overdueAt;
    }

    /** Returns how often a repair was requested since {@link #expectedSince}. */
    public int repairs() {
        return repairs;
    }

    public @Nullable Instant nextRepairAt() {
        return nextRepairAt;
    }

    public Instant firstReceivedAt() {
        return firstHeardAt;
    }

    /** Returns when an owner last published something new; our own findings do not count. */
    public Instant lastReceivedAt() {
        return lastHeardAt;
    }

    private static String text(ObservedEvent observedEvent) {
        String text =
                observedEvent.kind()
                        + " "
                        + observedEvent.round()
                        + " "
                        + observedEvent.number()
                        + " "
                        + observedEvent.at();
        return observedEvent.until() == null ? text : text + " " + observedEvent.until();
    }

    private static ObservedEvent fact(String text) {
        String[] parts = text.split(" ", 5);
        return new ObservedEvent(
                ObservedEvent.Kind.valueOf(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Instant.parse(parts[3]),
                parts.length == 5 ? Instant.parse(parts[4]) : null);
    }

    private static String text(Expectation expectation) {
        return expectation.what() + " " + expectation.round();
    }

    private static Expectation expectation(String text) {
        String[] parts = text.split(" ", 2);
        return new Expectation(Expected.valueOf(parts[0]), Integer.parseInt(parts[1]));
    }
}
