package steadfast.reconciler.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.reconciler.lifecycle.Fact.Kind.CARDS_ISSUED;
import static steadfast.reconciler.lifecycle.Fact.Kind.GATEWAY_CAPTURED;
import static steadfast.reconciler.lifecycle.Fact.Kind.GATEWAY_CLOSED;
import static steadfast.reconciler.lifecycle.Fact.Kind.ISSUE_WITHDRAWAL_REQUESTED;
import static steadfast.reconciler.lifecycle.Fact.Kind.ORDER_CANCEL_REQUESTED;
import static steadfast.reconciler.lifecycle.Fact.Kind.ORDER_COMPLETED;
import static steadfast.reconciler.lifecycle.Fact.Kind.ORDER_EXPIRED;
import static steadfast.reconciler.lifecycle.Fact.Kind.ORDER_FAILED;
import static steadfast.reconciler.lifecycle.Fact.Kind.ORDER_HELD;
import static steadfast.reconciler.lifecycle.Fact.Kind.ORDER_PAID;
import static steadfast.reconciler.lifecycle.Fact.Kind.ORDER_REFUNDED;
import static steadfast.reconciler.lifecycle.Fact.Kind.ORDER_RETRY_REQUESTED;
import static steadfast.reconciler.lifecycle.Fact.Kind.ORDER_SUBMITTED;
import static steadfast.reconciler.lifecycle.Fact.Kind.PAYMENT_ACTION_REQUIRED;
import static steadfast.reconciler.lifecycle.Fact.Kind.PAYMENT_CANCELLED;
import static steadfast.reconciler.lifecycle.Fact.Kind.PAYMENT_DECLINED;
import static steadfast.reconciler.lifecycle.Fact.Kind.PAYMENT_REFUNDED;
import static steadfast.reconciler.lifecycle.Fact.Kind.PAYMENT_REFUND_REFUSED;
import static steadfast.reconciler.lifecycle.Fact.Kind.PAYMENT_STARTED;
import static steadfast.reconciler.lifecycle.Fact.Kind.PAYMENT_SUCCEEDED;
import static steadfast.reconciler.lifecycle.Fact.Kind.PAYMENT_UNRESOLVED;
import static steadfast.reconciler.lifecycle.Fact.Kind.REFUND_REQUESTED;
import static steadfast.reconciler.lifecycle.Fact.Kind.STOCK_SHORT;
import static steadfast.reconciler.lifecycle.Fact.Kind.WRITTEN_OFF;
import static steadfast.reconciler.lifecycle.Story.facts;
import static steadfast.reconciler.lifecycle.Story.together;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import steadfast.events.OperationsEvent.Decision;
import steadfast.reconciler.lifecycle.CaseRules.Reason;
import steadfast.reconciler.lifecycle.CaseRules.Resolution;
import steadfast.reconciler.lifecycle.CaseRules.Trouble;
import steadfast.reconciler.lifecycle.Fact.Kind;
import steadfast.reconciler.lifecycle.Offer.Proof;

class EveryCellOfTheCaseIsKnownTest {

    private static final Offer CONFIRM = new Offer(Decision.CONFIRM_PAID, 1, Proof.CAPTURED);
    private static final Offer REFUND_PROVEN = new Offer(Decision.REFUND, 1, Proof.CAPTURED);
    private static final Offer REFUND = new Offer(Decision.REFUND, 1, Proof.NONE);
    private static final Offer CLOSE_PROVEN = new Offer(Decision.CLOSE, 1, Proof.CLOSED);
    private static final Offer CLOSE = new Offer(Decision.CLOSE, 1, Proof.NONE);
    private static final Offer WRITE_OFF = new Offer(Decision.CLOSE, 1, Proof.NONE, true);
    private static final Offer RETRY = new Offer(Decision.RETRY, 1, Proof.NONE);

    /** What is known, and everything that follows for a person. */
    record Row(
            List<Fact> known,
            SeenStatus status,
            @Nullable Reason atOnce,
            @Nullable Reason late,
            @Nullable Resolution resolution,
            Set<Offer> offers) {

        @Override
        public String toString() {
            return known.stream().map(Fact::kind).toList() + " is " + status;
        }
    }

    static List<Row> table() {
        return List.of(
                row(
                        facts(1, ORDER_SUBMITTED),
                        SeenStatus.PENDING_PAYMENT,
                        null,
                        Reason.NOT_FINAL,
                        null,
                        CONFIRM,
                        CLOSE_PROVEN),
                row(
                        facts(1, ORDER_SUBMITTED, ORDER_CANCEL_REQUESTED),
                        SeenStatus.PENDING_PAYMENT,
                        null,
                        Reason.NOT_FINAL,
                        null,
                        CONFIRM,
                        CLOSE_PROVEN),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_STARTED),
                        SeenStatus.PROCESSING,
                        null,
                        Reason.NOT_FINAL,
                        null,
                        CONFIRM,
                        CLOSE_PROVEN),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_STARTED, PAYMENT_ACTION_REQUIRED),
                        SeenStatus.PENDING_PAYMENT,
                        null,
                        Reason.NOT_FINAL,
                        null,
                        CONFIRM,
                        CLOSE_PROVEN),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_ACTION_REQUIRED, PAYMENT_UNRESOLVED),
                        SeenStatus.PROCESSING,
                        null,
                        Reason.NOT_FINAL,
                        null,
                        CONFIRM,
                        CLOSE_PROVEN),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_STARTED, GATEWAY_CAPTURED),
                        SeenStatus.PROCESSING,
                        null,
                        Reason.NOT_FINAL,
                        null,
                        CONFIRM),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_STARTED, PAYMENT_DECLINED),
                        SeenStatus.PROCESSING,
                        null,
                        Reason.NOT_FINAL,
                        null,
                        CLOSE),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_UNRESOLVED, ORDER_EXPIRED),
                        SeenStatus.EXPIRED,
                        Reason.EXPIRED_UNCERTAIN,
                        Reason.EXPIRED_UNCERTAIN,
                        null,
                        CONFIRM,
                        REFUND_PROVEN,
                        CLOSE_PROVEN),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_UNRESOLVED, ORDER_FAILED),
                        SeenStatus.FAILED,
                        null,
                        Reason.NOT_FINAL,
                        null,
                        CONFIRM,
                        REFUND_PROVEN,
                        CLOSE_PROVEN),
                row(
                        facts(1, ORDER_EXPIRED, PAYMENT_CANCELLED),
                        SeenStatus.EXPIRED,
                        null,
                        null,
                        Resolution.CONFIRMED_CLOSED,
                        RETRY),
                row(
                        facts(1, ORDER_SUBMITTED, ORDER_EXPIRED, GATEWAY_CLOSED),
                        SeenStatus.EXPIRED,
                        null,
                        null,
                        Resolution.CONFIRMED_CLOSED,
                        RETRY),
                row(
                        facts(1, ORDER_FAILED, PAYMENT_DECLINED),
                        SeenStatus.FAILED,
                        null,
                        null,
                        Resolution.CONFIRMED_CLOSED,
                        RETRY),
                row(
                        facts(1, ORDER_EXPIRED, PAYMENT_CANCELLED, GATEWAY_CAPTURED),
                        SeenStatus.EXPIRED,
                        Reason.CAPTURED_AFTER_END,
                        Reason.CAPTURED_AFTER_END,
                        null,
                        CONFIRM,
                        REFUND_PROVEN),
                row(
                        facts(1, ORDER_EXPIRED, PAYMENT_SUCCEEDED),
                        SeenStatus.EXPIRED,
                        Reason.CAPTURED_AFTER_END,
                        Reason.CAPTURED_AFTER_END,
                        null,
                        CONFIRM,
                        REFUND_PROVEN),
                row(
                        facts(1, ORDER_EXPIRED, PAYMENT_SUCCEEDED, REFUND_REQUESTED),
                        SeenStatus.REFUNDING,
                        Reason.CAPTURED_AFTER_END,
                        Reason.CAPTURED_AFTER_END,
                        null),
                row(
                        facts(1, ORDER_EXPIRED, PAYMENT_SUCCEEDED, ORDER_HELD),
                        SeenStatus.PROCESSING,
                        Reason.CAPTURED_AFTER_END,
                        Reason.CAPTURED_AFTER_END,
                        null,
                        CONFIRM,
                        REFUND_PROVEN),
                // Whoever hears only this knows as much: it says that the order had ended.
                row(
                        facts(1, ORDER_HELD),
                        SeenStatus.PROCESSING,
                        Reason.CAPTURED_AFTER_END,
                        Reason.CAPTURED_AFTER_END,
                        null,
                        CONFIRM,
                        REFUND_PROVEN),
                row(
                        facts(1, ORDER_FAILED, PAYMENT_SUCCEEDED, ORDER_HELD, REFUND_REQUESTED),
                        SeenStatus.REFUNDING,
                        Reason.CAPTURED_AFTER_END,
                        Reason.CAPTURED_AFTER_END,
                        null),
                row(
                        facts(1, ORDER_FAILED, PAYMENT_SUCCEEDED, ORDER_HELD, ORDER_PAID),
                        SeenStatus.PROCESSING,
                        null,
                        Reason.PAID_WITHOUT_CARDS,
                        null,
                        REFUND),
                row(
                        facts(
                                1,
                                ORDER_FAILED,
                                PAYMENT_SUCCEEDED,
                                ORDER_HELD,
                                ORDER_PAID,
                                CARDS_ISSUED,
                                ORDER_COMPLETED),
                        SeenStatus.COMPLETED,
                        null,
                        null,
                        Resolution.COMPLETED),
                row(
                        facts(
                                1,
                                ORDER_FAILED,
                                PAYMENT_SUCCEEDED,
                                ORDER_HELD,
                                REFUND_REQUESTED,
                                PAYMENT_REFUNDED,
                                ORDER_REFUNDED),
                        SeenStatus.REFUNDED,
                        null,
                        null,
                        Resolution.REFUNDED),
                row(
                        facts(
                                1,
                                ORDER_EXPIRED,
                                PAYMENT_SUCCEEDED,
                                REFUND_REQUESTED,
                                PAYMENT_REFUNDED,
                                ORDER_REFUNDED),
                        SeenStatus.REFUNDED,
                        null,
                        null,
                        Resolution.REFUNDED),
                row(
                        facts(1, ORDER_SUBMITTED, PAYMENT_SUCCEEDED, ORDER_PAID),
                        SeenStatus.PROCESSING,
                        null,
                        Reason.PAID_WITHOUT_CARDS,
                        null,
                        REFUND),
                row(
                        facts(1, ORDER_PAID, STOCK_SHORT),
                        SeenStatus.PROCESSING,
                        null,
                        Reason.PAID_WITHOUT_CARDS,
                        null,
                        REFUND),
                row(
                        facts(1, ORDER_PAID, STOCK_SHORT, ISSUE_WITHDRAWAL_REQUESTED),
                        SeenStatus.PROCESSING,
                        null,
                        Reason.PAID_WITHOUT_CARDS,
                        null),
                row(
                        facts(1, ORDER_PAID, CARDS_ISSUED),
                        SeenStatus.PROCESSING,
                        null,
                        Reason.PAID_WITHOUT_CARDS,
                        null),
                row(
                        facts(1, ORDER_PAID, CARDS_ISSUED, ORDER_COMPLETED),
                        SeenStatus.COMPLETED,
                        null,
                        null,
                        Resolution.COMPLETED),
                row(
                        facts(1, ORDER_PAID, REFUND_REQUESTED),
                        SeenStatus.REFUNDING,
                        null,
                        Reason.NOT_REFUNDED,
                        null),
                row(
                        facts(1, ORDER_PAID, REFUND_REQUESTED, PAYMENT_REFUND_REFUSED),
                        SeenStatus.REFUNDING,
                        Reason.REFUND_REFUSED,
                        Reason.REFUND_REFUSED,
                        null,
                        REFUND,
                        WRITE_OFF),
                row(
                        facts(1, ORDER_PAID, REFUND_REQUESTED, PAYMENT_REFUND_REFUSED, WRITTEN_OFF),
                        SeenStatus.REFUNDING,
                        null,
                        Reason.NOT_FINAL,
                        null),
                row(
                        facts(
                                1,
                                ORDER_PAID,
                                REFUND_REQUESTED,
                                PAYMENT_REFUND_REFUSED,
                                WRITTEN_OFF,
                                ORDER_REFUNDED),
                        SeenStatus.REFUNDED,
                        null,
                        null,
                        Resolution.WRITTEN_OFF));
    }

    @ParameterizedTest
    @MethodSource("table")
    void whatFollowsForAPersonIsAsTheTableSays(Row row) {
        Knowledge known = Knowledge.of(row.known());

        assertThat(SeenStatus.of(known)).isEqualTo(row.status());
        assertThat(reason(known, false)).isEqualTo(Optional.ofNullable(row.atOnce()));
        assertThat(reason(known, true)).isEqualTo(Optional.ofNullable(row.late()));
        assertThat(CaseRules.resolution(known)).isEqualTo(Optional.ofNullable(row.resolution()));
        assertThat(Offer.of(known)).containsExactlyInAnyOrderElementsOf(row.offers());
    }

    @Test
    void theTableVisitsEveryStatusReasonResolutionAndDecision() {
        Set<SeenStatus> statuses = EnumSet.noneOf(SeenStatus.class);
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        Set<Resolution> resolutions = EnumSet.noneOf(Resolution.class);
        Set<Decision> decisions = EnumSet.noneOf(Decision.class);
        for (Row row : table()) {
            statuses.add(row.status());
            Optional.ofNullable(row.late()).ifPresent(reasons::add);
            Optional.ofNullable(row.resolution()).ifPresent(resolutions::add);
            row.offers().forEach(offer -> decisions.add(offer.decision()));
        }

        assertThat(statuses).containsExactlyInAnyOrder(SeenStatus.values());
        assertThat(reasons).containsExactlyInAnyOrder(Reason.values());
        assertThat(resolutions).containsExactlyInAnyOrder(Resolution.values());
        assertThat(decisions).containsExactlyInAnyOrder(Decision.values());
    }

    @Test
    void anEarlierRoundThatMayStillBeCapturedKeepsTheCaseOpenAndForbidsARetry() {
        List<Fact> second = facts(2, ORDER_RETRY_REQUESTED, PAYMENT_DECLINED, ORDER_FAILED);
        Knowledge uncertain =
                Knowledge.of(together(facts(1, ORDER_SUBMITTED, PAYMENT_UNRESOLVED), second));
        Knowledge certain =
                Knowledge.of(together(facts(1, ORDER_SUBMITTED, GATEWAY_CLOSED), second));

        assertThat(CaseRules.resolution(uncertain)).isEmpty();
        assertThat(CaseRules.trouble(uncertain, true)).contains(new Trouble(Reason.NOT_FINAL, 1));
        assertThat(Offer.of(uncertain)).isEmpty();
        assertThat(CaseRules.resolution(certain)).contains(Resolution.CONFIRMED_CLOSED);
        assertThat(Offer.of(certain)).containsExactly(new Offer(Decision.RETRY, 2, Proof.NONE));
    }

    @Test
    void aHeldCaptureOfAnEarlierRoundIsTheOneThatIsDecidedOn() {
        Knowledge known =
                Knowledge.of(
                        together(
                                facts(1, PAYMENT_DECLINED, ORDER_FAILED, ORDER_HELD),
                                facts(2, ORDER_RETRY_REQUESTED, PAYMENT_DECLINED, ORDER_FAILED)));

        assertThat(SeenStatus.of(known)).isEqualTo(SeenStatus.PROCESSING);
        assertThat(SeenStatus.roundOf(known)).isEqualTo(1);
        assertThat(CaseRules.trouble(known, false))
                .contains(new Trouble(Reason.CAPTURED_AFTER_END, 1));
        assertThat(Offer.of(known)).containsExactlyInAnyOrder(CONFIRM, REFUND_PROVEN);
    }

    @Test
    void aLateCaptureOfAnEarlierRoundIsTheOneThatGoesBackAndIsDecidedOn() {
        List<Fact> ended = facts(2, ORDER_RETRY_REQUESTED, PAYMENT_DECLINED, ORDER_FAILED);
        List<Fact> goesBack =
                facts(1, PAYMENT_DECLINED, ORDER_FAILED, PAYMENT_SUCCEEDED, REFUND_REQUESTED);
        Knowledge known = Knowledge.of(together(goesBack, ended));
        Knowledge refused =
                Knowledge.of(together(goesBack, facts(1, PAYMENT_REFUND_REFUSED), ended));

        assertThat(SeenStatus.of(known)).isEqualTo(SeenStatus.REFUNDING);
        assertThat(SeenStatus.roundOf(known)).isEqualTo(1);
        assertThat(CaseRules.trouble(known, false))
                .contains(new Trouble(Reason.CAPTURED_AFTER_END, 1));
        assertThat(Offer.of(refused)).containsExactlyInAnyOrder(REFUND, WRITE_OFF);
    }

    @Test
    void aSecondCaptureWhoseRefundIsRefusedCanOnlyBeWrittenOff() {
        List<Fact> completed = facts(1, ORDER_PAID, CARDS_ISSUED, ORDER_COMPLETED);
        List<Fact> refused = facts(2, PAYMENT_SUCCEEDED, REFUND_REQUESTED, PAYMENT_REFUND_REFUSED);
        Knowledge known = Knowledge.of(together(completed, refused));

        assertThat(CaseRules.trouble(known, false)).contains(new Trouble(Reason.REFUND_REFUSED, 2));
        assertThat(Offer.of(known)).containsExactly(new Offer(Decision.CLOSE, 2, Proof.NONE, true));
        assertThat(CaseRules.resolution(known.with(facts(2, WRITTEN_OFF).getFirst())))
                .contains(Resolution.WRITTEN_OFF);
    }

    @Test
    void whateverWasHeardALateOrderIsEitherAtItsEndOrInACase() {
        Random random = new Random(17);
        Kind[] kinds = Kind.values();
        for (int walk = 0; walk < 20_000; walk++) {
            Knowledge known = Knowledge.of(List.of());
            for (int step = 0; step < 1 + random.nextInt(12); step++) {
                known =
                        known.with(
                                facts(1 + random.nextInt(3), kinds[random.nextInt(kinds.length)])
                                        .getFirst());
            }
            boolean resolved = CaseRules.resolution(known).isPresent();
            assertThat(CaseRules.trouble(known, true).isPresent())
                    .as("%s", known)
                    .isEqualTo(!resolved);
            assertThat(resolved && !Expectation.of(known).isEmpty()).as("%s", known).isFalse();
            assertThat(Offer.of(known)).as("%s", known).doesNotHaveDuplicates();
        }
    }

    private static Optional<Reason> reason(Knowledge known, boolean late) {
        return CaseRules.trouble(known, late).map(Trouble::reason);
    }

    private static Row row(
            List<Fact> known,
            SeenStatus status,
            @Nullable Reason atOnce,
            @Nullable Reason late,
            @Nullable Resolution resolution,
            Offer... offers) {
        return new Row(known, status, atOnce, late, resolution, Set.of(offers));
    }
}
