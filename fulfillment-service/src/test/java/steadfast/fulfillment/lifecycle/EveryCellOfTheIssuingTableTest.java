package steadfast.fulfillment.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import steadfast.events.FulfillmentEvent.CardsIssued;
import steadfast.events.FulfillmentEvent.IssueConfirmationRequested;
import steadfast.events.FulfillmentEvent.IssueWithdrawn;
import steadfast.events.FulfillmentEvent.StockShort;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.fulfillment.lifecycle.IssueDecision.Contradiction;
import steadfast.fulfillment.lifecycle.IssueDecision.Move;
import steadfast.fulfillment.lifecycle.IssueDecision.Repeat;
import steadfast.fulfillment.lifecycle.IssueDecision.Stay;
import steadfast.fulfillment.lifecycle.IssueSignal.CardsCounted;
import steadfast.fulfillment.lifecycle.IssueSignal.CardsFound;
import steadfast.fulfillment.lifecycle.IssueSignal.Paid;
import steadfast.fulfillment.lifecycle.IssueSignal.RepairRequested;
import steadfast.fulfillment.lifecycle.IssueSignal.WithdrawalRequested;
import steadfast.fulfillment.lifecycle.Issuing.Confirming;
import steadfast.fulfillment.lifecycle.Issuing.Counting;
import steadfast.fulfillment.lifecycle.Issuing.Issued;
import steadfast.fulfillment.lifecycle.Issuing.NotAsked;
import steadfast.fulfillment.lifecycle.Issuing.Waiting;
import steadfast.fulfillment.lifecycle.Issuing.Withdrawn;

class EveryCellOfTheIssuingTableTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant EARLIER = Instant.parse("2026-03-01T09:00:00Z");
    private static final Duration CONFIRM_AFTER = Duration.ofMinutes(1);
    private static final OrderId ORDER = new OrderId(new UUID(7, 7));
    private static final Sku SKU = new Sku("STEAM-50");
    private static final PaymentId ROUND_1 = new PaymentId(ORDER, 1);
    private static final PaymentId ROUND_2 = new PaymentId(ORDER, 2);
    private static final PaymentId ROUND_3 = new PaymentId(ORDER, 3);

    /** The permission that the states hold: three cards, paid in round 2, just fresh enough. */
    private static final Permission HELD = permission(ROUND_2, 3);

    /** The same, confirmed a moment too early to issue on. */
    private static final Permission OLD = confirmed(NOW.minus(CONFIRM_AFTER).minusMillis(1));

    private static final Permission NEWER = confirmed(NOW);

    /** From before it was said. */
    private static final Permission UNKNOWN = confirmed(null);

    private static final Issuing NOT_ASKED = new NotAsked(ORDER);
    private static final Issuing COUNTING = new Counting(HELD);
    private static final Issuing WAITING = new Waiting(HELD);
    private static final Issuing CONFIRMING = new Confirming(OLD, EARLIER);
    private static final Issuing ISSUED = new Issued(HELD, EARLIER);
    private static final Issuing WITHDRAWN = new Withdrawn(ROUND_2);

    private static final IssueDecision REPEAT = new Repeat();
    private static final IssueDecision STAY = new Stay();
    private static final IssueDecision ISSUES_NOW =
            new Move(new Issued(HELD, NOW), List.of(new CardsIssued(ORDER, ROUND_2, SKU, 3, NOW)));

    private static final IssueDecision ASKS_FIRST = asksFirst(OLD);

    private record Cell(Issuing state, IssueSignal signal, IssueDecision expected) {}

    private static final List<Cell> TABLE =
            List.of(
                    // The first permission is taken, and its cards are then looked for.
                    new Cell(NOT_ASKED, new Paid(HELD), new Move(COUNTING, List.of())),
                    new Cell(NOT_ASKED, new CardsFound(3, NOW), noPermission()),
                    new Cell(NOT_ASKED, new CardsCounted(3, NOW), noPermission()),
                    // A withdrawal that overtakes its permission leaves a tombstone.
                    new Cell(NOT_ASKED, withdraw(ROUND_2), withdraws(ROUND_2)),
                    new Cell(NOT_ASKED, new RepairRequested(), STAY),
                    // Too few found proves nothing; too few counted is a shortage.
                    new Cell(COUNTING, new Paid(HELD), STAY),
                    new Cell(COUNTING, new Paid(permission(ROUND_1, 3)), STAY),
                    new Cell(COUNTING, new Paid(permission(ROUND_3, 3)), secondPermission()),
                    new Cell(COUNTING, new Paid(permission(ROUND_2, 4)), otherThings()),
                    new Cell(COUNTING, new CardsFound(3, NOW), ISSUES_NOW),
                    new Cell(COUNTING, new CardsFound(2, NOW), STAY),
                    new Cell(COUNTING, new CardsCounted(4, NOW), ISSUES_NOW),
                    new Cell(
                            COUNTING,
                            new CardsCounted(2, NOW),
                            new Move(WAITING, List.of(new StockShort(ORDER, ROUND_2, SKU, 3, 2)))),
                    new Cell(COUNTING, withdraw(ROUND_2), withdraws(ROUND_2)),
                    new Cell(COUNTING, withdraw(ROUND_3), withdraws(ROUND_3)),
                    new Cell(COUNTING, withdraw(ROUND_1), STAY),
                    new Cell(COUNTING, new RepairRequested(), STAY),
                    // It waits until all its cards are there; it is told to be short only once.
                    new Cell(WAITING, new Paid(HELD), REPEAT),
                    new Cell(WAITING, new Paid(permission(ROUND_1, 3)), REPEAT),
                    new Cell(WAITING, new Paid(permission(ROUND_3, 3)), secondPermission()),
                    new Cell(WAITING, new Paid(permission(ROUND_2, 4)), otherThings()),
                    new Cell(WAITING, new CardsFound(3, NOW), ISSUES_NOW),
                    new Cell(WAITING, new CardsFound(2, NOW), STAY),
                    new Cell(WAITING, new CardsCounted(3, NOW), ISSUES_NOW),
                    new Cell(WAITING, new CardsCounted(2, NOW), STAY),
                    new Cell(WAITING, withdraw(ROUND_2), withdraws(ROUND_2)),
                    new Cell(WAITING, withdraw(ROUND_3), withdraws(ROUND_3)),
                    new Cell(WAITING, withdraw(ROUND_1), REPEAT),
                    new Cell(WAITING, new RepairRequested(), REPEAT),
                    // A later answer of the gateway renews the permission, and says nothing.
                    new Cell(COUNTING, new Paid(NEWER), new Move(new Counting(NEWER), List.of())),
                    new Cell(COUNTING, new Paid(OLD), STAY),
                    new Cell(COUNTING, new Paid(UNKNOWN), STAY),
                    new Cell(WAITING, new Paid(NEWER), new Move(new Waiting(NEWER), List.of())),
                    new Cell(WAITING, new Paid(OLD), REPEAT),
                    new Cell(
                            new Counting(UNKNOWN),
                            new Paid(OLD),
                            new Move(new Counting(OLD), List.of())),
                    new Cell(COUNTING, new Paid(permission(ROUND_1, 3, NOW)), STAY),
                    new Cell(COUNTING, new Paid(permission(ROUND_2, 4, NOW)), otherThings()),
                    new Cell(ISSUED, new Paid(NEWER), REPEAT),
                    new Cell(WITHDRAWN, new Paid(NEWER), REPEAT),
                    // What could go out waits if nobody knows whether the money is there still.
                    new Cell(new Counting(OLD), new CardsFound(3, NOW), ASKS_FIRST),
                    new Cell(new Counting(OLD), new CardsFound(2, NOW), STAY),
                    new Cell(new Counting(OLD), new CardsCounted(3, NOW), ASKS_FIRST),
                    new Cell(
                            new Counting(OLD),
                            new CardsCounted(2, NOW),
                            new Move(
                                    new Waiting(OLD),
                                    List.of(new StockShort(ORDER, ROUND_2, SKU, 3, 2)))),
                    new Cell(new Waiting(OLD), new CardsCounted(3, NOW), ASKS_FIRST),
                    new Cell(new Waiting(OLD), new CardsCounted(2, NOW), STAY),
                    new Cell(new Waiting(UNKNOWN), new CardsFound(3, NOW), asksFirst(UNKNOWN)),
                    // Until the answer comes no cards help; then they are looked for again.
                    new Cell(CONFIRMING, new CardsFound(3, NOW), STAY),
                    new Cell(CONFIRMING, new CardsCounted(3, NOW), STAY),
                    new Cell(CONFIRMING, new Paid(NEWER), new Move(new Counting(NEWER), List.of())),
                    new Cell(CONFIRMING, new Paid(OLD), REPEAT),
                    new Cell(CONFIRMING, new Paid(UNKNOWN), REPEAT),
                    new Cell(CONFIRMING, new Paid(permission(ROUND_1, 3, NOW)), REPEAT),
                    new Cell(CONFIRMING, new Paid(permission(ROUND_2, 4, NOW)), otherThings()),
                    new Cell(CONFIRMING, new Paid(permission(ROUND_3, 3)), secondPermission()),
                    new Cell(CONFIRMING, withdraw(ROUND_1), REPEAT),
                    new Cell(CONFIRMING, withdraw(ROUND_2), withdraws(ROUND_2)),
                    new Cell(CONFIRMING, withdraw(ROUND_3), withdraws(ROUND_3)),
                    new Cell(CONFIRMING, new RepairRequested(), REPEAT),
                    // What is out is out, however often and whatever is asked.
                    new Cell(ISSUED, new Paid(HELD), REPEAT),
                    new Cell(ISSUED, new Paid(permission(ROUND_1, 3)), REPEAT),
                    new Cell(ISSUED, new Paid(permission(ROUND_3, 3)), secondPermission()),
                    new Cell(ISSUED, new Paid(permission(ROUND_2, 4)), otherThings()),
                    // An order-service from before names no storefront; no other one may be named.
                    new Cell(ISSUED, new Paid(soldBy(null)), REPEAT),
                    new Cell(ISSUED, new Paid(soldBy("other-shop")), otherThings()),
                    new Cell(ISSUED, new CardsFound(3, NOW), STAY),
                    new Cell(ISSUED, new CardsCounted(3, NOW), STAY),
                    new Cell(ISSUED, withdraw(ROUND_1), REPEAT),
                    new Cell(ISSUED, withdraw(ROUND_2), REPEAT),
                    new Cell(ISSUED, withdraw(ROUND_3), REPEAT),
                    new Cell(ISSUED, new RepairRequested(), REPEAT),
                    // A tombstone that no late permission undoes.
                    new Cell(WITHDRAWN, new Paid(permission(ROUND_1, 3)), REPEAT),
                    new Cell(WITHDRAWN, new Paid(HELD), REPEAT),
                    new Cell(
                            WITHDRAWN,
                            new Paid(permission(ROUND_3, 3)),
                            new Contradiction(
                                    "paid again as %s after its cards were withdrawn as %s"
                                            .formatted(ROUND_3, ROUND_2))),
                    new Cell(WITHDRAWN, new CardsFound(3, NOW), STAY),
                    new Cell(WITHDRAWN, new CardsCounted(3, NOW), STAY),
                    new Cell(WITHDRAWN, withdraw(ROUND_1), REPEAT),
                    new Cell(WITHDRAWN, withdraw(ROUND_2), REPEAT),
                    new Cell(WITHDRAWN, withdraw(ROUND_3), withdraws(ROUND_3)),
                    new Cell(WITHDRAWN, new RepairRequested(), REPEAT));

    @TestFactory
    Stream<DynamicTest> theTableSaysWhatIsDecided() {
        return TABLE.stream()
                .map(cell ->
                        DynamicTest.dynamicTest(
                                cell.state() + " + " + cell.signal(),
                                () ->
                                        assertThat(
                                                        new IssuingLifecycle(CONFIRM_AFTER)
                                                                .decide(
                                                                        cell.state(),
                                                                        cell.signal()))
                                                .isEqualTo(cell.expected())));
    }

    @Test
    void noCellIsUnvisited() {
        Set<List<Class<?>>> visited = new HashSet<>();
        TABLE.forEach(
                cell -> visited.add(List.of(cell.state().getClass(), cell.signal().getClass())));

        List<List<Class<?>>> all = new ArrayList<>();
        for (Class<?> state : Issuing.class.getPermittedSubclasses()) {
            Arrays.stream(IssueSignal.class.getPermittedSubclasses())
                    .forEach(signal -> all.add(List.of(state, signal)));
        }

        assertThat(visited).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aLifecycleInWhichNoCardCouldEverGoOutIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new IssuingLifecycle(Duration.ZERO));
    }

    private static Permission permission(PaymentId paymentId, int quantity) {
        return permission(paymentId, quantity, NOW.minus(CONFIRM_AFTER));
    }

    private static Permission permission(
            PaymentId paymentId, int quantity, @Nullable Instant confirmedAt) {
        return new Permission(
                ORDER, paymentId, SKU, quantity, "ab".repeat(32), "corner-shop", confirmedAt);
    }

    private static Permission soldBy(@Nullable String storefront) {
        return new Permission(ORDER, ROUND_2, SKU, 3, "ab".repeat(32), storefront, NOW);
    }

    private static Permission confirmed(@Nullable Instant at) {
        return permission(ROUND_2, 3, at);
    }

    private static IssueDecision asksFirst(Permission permission) {
        return new Move(
                new Confirming(permission, NOW),
                List.of(new IssueConfirmationRequested(ORDER, ROUND_2, NOW)));
    }

    private static IssueSignal withdraw(PaymentId paymentId) {
        return new WithdrawalRequested(paymentId);
    }

    private static IssueDecision withdraws(PaymentId paymentId) {
        return new Move(new Withdrawn(paymentId), List.of(new IssueWithdrawn(ORDER, paymentId)));
    }

    private static IssueDecision noPermission() {
        return new Contradiction("cards were counted for an order without permission");
    }

    private static IssueDecision secondPermission() {
        return new Contradiction("paid again as %s while %s holds".formatted(ROUND_3, ROUND_2));
    }

    private static IssueDecision otherThings() {
        return new Contradiction("paid twice as %s, for different things".formatted(ROUND_2));
    }
}
