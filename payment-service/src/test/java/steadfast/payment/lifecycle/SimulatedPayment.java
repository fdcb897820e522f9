package steadfast.payment.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.payment.lifecycle.SampleSignals.AMOUNT;
import static steadfast.payment.lifecycle.SampleSignals.AT;
import static steadfast.payment.lifecycle.SampleSignals.METHOD;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import steadfast.events.GatewayFinding.Source;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;

/** One payment, the gateway's true book about it, and what is on its way between the two. */
final class SimulatedPayment {
    /** What becomes of a call. */
    enum Fate {
        ARRIVES,
        ANSWER_LOST,
        LOST,
        REFUSED,
        CRASHED_BEFORE,
        CRASHED_AFTER
    }

    /** Which states walks have come through. */
    static final class Visits {
        private final Set<Class<?>> states = new HashSet<>();

        Set<Class<?>> states() {
            return states;
        }
    }

    private static final Instant PAY_BY = AT.plusSeconds(1_000);

    /** Long, so that walks often stand between the last charge and the gateway's deadline. */
    private static final Duration CHARGE_TIMEOUT = Duration.ofSeconds(400);

    private static final Duration VISIBILITY_LAG = Duration.ofSeconds(30);

    private static final List<Fate> FATES = List.of(Fate.values());

    private final Lifecycle lifecycle = new Lifecycle(CHARGE_TIMEOUT, VISIBILITY_LAG);
    private final Visits visits;
    private final boolean tombstones;
    private final List<GatewayCall> calls = new ArrayList<>();
    private final List<PaymentSignal> answers = new ArrayList<>();
    private final List<PaymentEvent> published = new ArrayList<>();
    private final Map<Integer, GatewayAnswer.OfRefund> refunds = new HashMap<>();
    private Payment payment =
            Payment.requested(
                    PaymentId.first(new OrderId(new UUID(1, 1))), AMOUNT, METHOD, "bank", PAY_BY);
    private GatewayAnswer book = new GatewayAnswer.NotFound();
    private Instant now = AT;
    private int captures;
    private int moneyBack;
    private int failures;
    private boolean refundedByHand;

    /** Walks with a gateway that does or doesn't remember what it was told never to take. */
    SimulatedPayment(Visits visits, boolean tombstones) {
        this.visits = visits;
        this.tombstones = tombstones;
    }

    void chargeDue() {
        apply(new PaymentSignal.ChargeDue(AMOUNT, METHOD));
    }

    void cancelDue() {
        apply(new PaymentSignal.CancelDue());
    }

    void refundDue(int number) {
        apply(new PaymentSignal.RefundDue(number, AMOUNT, "late"));
    }

    /** Somebody gives the money back over there, and nobody may hear of it for long. */
    void supportRefunds() {
        if (book instanceof GatewayAnswer.Captured) {
            refundedByHand = true;
            moneyBack++;
            book = new GatewayAnswer.Refunded(AMOUNT);
        }
    }

    /** What went back is at the gateway again, and so is every key by which it went. */
    void refundFails() {
        if (book instanceof GatewayAnswer.Refunded) {
            failures++;
            moneyBack--;
            refundedByHand = false;
            book = new GatewayAnswer.Captured(AMOUNT, now);
            refunds.replaceAll((number, answer) -> new GatewayAnswer.RefundRefused("failed"));
        }
    }

    void confirmationDue() {
        apply(new PaymentSignal.ConfirmationDue(now));
    }

    void repairDue() {
        apply(new PaymentSignal.RepairDue());
    }

    void payByPassed() {
        apply(new PaymentSignal.PayByPassed());
    }

    void timePasses(int seconds) {
        now = now.plusSeconds(seconds);
    }

    void truthFound() {
        Verdict verdict =
                book instanceof GatewayAnswer.Captured ? Verdict.CAPTURED : Verdict.UNKNOWN;
        receive(Source.QUERY, verdict);
    }

    void receive(Source source, Verdict verdict) {
        apply(new PaymentSignal.FindingReceived("bank", source, verdict, AMOUNT, now));
    }

    boolean captured() {
        return payment.state() instanceof PaymentState.Captured
                || payment.state() instanceof PaymentState.RefundRefused
                || payment.state() instanceof PaymentState.Refunding
                || payment.state() instanceof PaymentState.Refunded;
    }

    boolean calling() {
        return !calls.isEmpty();
    }

    boolean answering() {
        return !answers.isEmpty();
    }

    void callArrives(Random random) {
        callGoes(random, Fate.ARRIVES);
    }

    /** Any call on its way, in any order, meets its fate. */
    void callGoes(Random random, Fate fate) {
        GatewayCall call = calls.remove(random.nextInt(calls.size()));
        switch (fate) {
            case ARRIVES -> answers.add(arrive(call, random));
            case ANSWER_LOST -> {
                var _ = arrive(call, random);
                answers.add(
                        answer(
                                call,
                                new GatewayAnswer.Unknown(
                                        GatewayAnswer.Unknown.Cause.CONNECTION_LOST,
                                        "answer lost")));
            }
            case LOST ->
                    answers.add(
                            answer(
                                    call,
                                    new GatewayAnswer.Unknown(
                                            GatewayAnswer.Unknown.Cause.CONNECTION_LOST, "lost")));
            case REFUSED ->
                    answers.add(
                            answer(
                                    call,
                                    new GatewayAnswer.Refused(
                                            GatewayAnswer.Refused.Cause.RATE_LIMITED, "429")));
            case CRASHED_BEFORE -> {}
            case CRASHED_AFTER -> {
                var _ = arrive(call, random);
            }
        }
    }

    void answerComes(Random random) {
        apply(answers.remove(random.nextInt(answers.size())));
    }

    void anything(Random random) {
        switch (random.nextInt(9)) {
            case 0, 1 -> chargeDue();
            case 2 -> {
                if (random.nextInt(4) == 0) {
                    cancelDue();
                }
            }
            case 3 -> refundDueIfCaptured(random);
            case 4 -> timePasses(random.nextInt(100));
            case 5, 6 -> {
                if (calling()) {
                    callGoes(random, FATES.get(random.nextInt(FATES.size())));
                }
            }
            default -> {
                if (answering()) {
                    answerComes(random);
                }
            }
        }
    }

    private void refundDueIfCaptured(Random random) {
        if (captured()) {
            refundDue(1 + random.nextInt(3));
        }
    }

    private PaymentSignal arrive(GatewayCall call, Random random) {
        return switch (call) {
            case GatewayCall.Charge charge -> {
                boolean fresh = book instanceof GatewayAnswer.NotFound;
                boolean waiting = book instanceof GatewayAnswer.ActionRequired;
                if (fresh && !tombstones && now.isAfter(PAY_BY)) {
                    yield new PaymentSignal.ChargeAnswered(
                            charge.attempt(), new GatewayAnswer.Declined("deadline-passed"));
                }
                if (fresh || (waiting && random.nextBoolean())) {
                    book = charged(random);
                }
                yield book instanceof GatewayAnswer.OfCharge known
                        ? new PaymentSignal.ChargeAnswered(charge.attempt(), known)
                        : answer(
                                call,
                                new GatewayAnswer.Unknown(
                                        GatewayAnswer.Unknown.Cause.OTHER_STATE, "refunded"));
            }
            case GatewayCall.Query query ->
                    new PaymentSignal.QueryAnswered((GatewayAnswer.OfQuery) book);
            case GatewayCall.Confirm confirm ->
                    new PaymentSignal.ConfirmAnswered(confirm, (GatewayAnswer.OfQuery) book);
            case GatewayCall.AskForOtherAmount ask ->
                    new PaymentSignal.OtherAmountAnswered((GatewayAnswer.OfQuery) book);
            case GatewayCall.RefundOtherAmount refund ->
                    throw new IllegalStateException("this gateway captures what was agreed");
            case GatewayCall.Cancel cancel -> {
                if ((book instanceof GatewayAnswer.NotFound && tombstones)
                        || book instanceof GatewayAnswer.ActionRequired) {
                    book = new GatewayAnswer.Cancelled();
                }
                yield book instanceof GatewayAnswer.OfCancel known
                        ? new PaymentSignal.CancelAnswered(known, now)
                        : answer(
                                call,
                                new GatewayAnswer.Unknown(
                                        GatewayAnswer.Unknown.Cause.OTHER_STATE, "refunded"));
            }
            case GatewayCall.Refund refund ->
                    new PaymentSignal.RefundAnswered(
                            refund.refundNumber(), refunded(refund.refundNumber(), random));
        };
    }

    private GatewayAnswer charged(Random random) {
        if (now.isAfter(PAY_BY)) {
            return new GatewayAnswer.Declined("deadline-passed");
        }
        return switch (random.nextInt(4)) {
            case 0 -> new GatewayAnswer.Declined("no money");
            case 1 -> new GatewayAnswer.ActionRequired("scan", PAY_BY);
            default -> {
                captures++;
                yield new GatewayAnswer.Captured(AMOUNT, now);
            }
        };
    }

    private GatewayAnswer.OfRefund refunded(int number, Random random) {
        return refunds.computeIfAbsent(
                number,
                key -> {
                    // A gateway that checks nothing but the key: two keys would pay twice.
                    if (random.nextInt(3) == 0 || refundedByHand) {
                        return new GatewayAnswer.RefundRefused("closed");
                    }
                    moneyBack++;
                    book = new GatewayAnswer.Refunded(AMOUNT);
                    return new GatewayAnswer.Refunded(AMOUNT);
                });
    }

    private static <
                    A extends
                            GatewayAnswer.OfCharge & GatewayAnswer.OfQuery & GatewayAnswer.OfCancel
                                    & GatewayAnswer.OfRefund>
            PaymentSignal answer(GatewayCall call, A answer) {
        return switch (call) {
            case GatewayCall.Charge charge ->
                    new PaymentSignal.ChargeAnswered(charge.attempt(), answer);
            case GatewayCall.Query query -> new PaymentSignal.QueryAnswered(answer);
            case GatewayCall.Confirm confirm -> new PaymentSignal.ConfirmAnswered(confirm, answer);
            case GatewayCall.AskForOtherAmount ask -> new PaymentSignal.OtherAmountAnswered(answer);
            case GatewayCall.RefundOtherAmount refund ->
                    new PaymentSignal.OtherRefundAnswered(answer);
            case GatewayCall.Cancel cancel -> new PaymentSignal.CancelAnswered(answer, AT);
            case GatewayCall.Refund refund ->
                    new PaymentSignal.RefundAnswered(refund.refundNumber(), answer);
        };
    }

    private void apply(PaymentSignal signal) {
        switch (lifecycle.decide(payment, signal, now)) {
            case PaymentDecision.Move move -> {
                payment = payment.in(move.next());
                published.addAll(move.events());
                if (move.then() != null) {
                    calls.add(move.then());
                }
            }
            case PaymentDecision.Ask ask -> calls.add(ask.call());
            case PaymentDecision.Contradiction contradiction ->
                    throw new AssertionError(
                            signal + " contradicts " + payment.state() + ": " + contradiction);
            case PaymentDecision.Republish again -> {}
            case PaymentDecision.Repeat repeat -> {}
            case PaymentDecision.TooEarly tooEarly -> {}
        }
        visits.states().add(payment.state().getClass());
    }

    /**
     * Everything still on its way comes through, the order asks once more and the reconciler polls:
     * then nothing may be left open that the gateway knows.
     */
    void weatherClears(Random random) {
        if (now.isAfter(PAY_BY.minus(CHARGE_TIMEOUT)) && !tombstones) {
            // Without a tombstone only time closes what never came.
            now = PAY_BY.plus(VISIBILITY_LAG).plusSeconds(1);
        }
        for (int round = 0; round < 8; round++) {
            while (calling()) {
                callGoes(random, Fate.ARRIVES);
            }
            while (answering()) {
                answerComes(random);
            }
            if (payment.state() instanceof PaymentState.Refunding refunding) {
                refundDue(refunding.refundNumber());
            }
            if (failures > 0 && book instanceof GatewayAnswer.Captured) {
                receive(Source.CALLBACK, Verdict.REFUND_FAILED);
            }
            chargeDue();
            receive(Source.QUERY, Verdict.UNKNOWN);
        }
        calls.clear();
        Class<?> known = payment.state().getClass();
        Class<?> expected =
                switch (book) {
                    case GatewayAnswer.Captured a -> PaymentState.Captured.class;
                    case GatewayAnswer.Declined a -> PaymentState.Declined.class;
                    case GatewayAnswer.ActionRequired a -> PaymentState.ActionRequired.class;
                    case GatewayAnswer.Refunded a -> PaymentState.Refunded.class;
                    // Too late, and forgotten over there.
                    case GatewayAnswer.NotFound a
                            when payment.state() instanceof PaymentState.Declined ->
                            PaymentState.Declined.class;
                    default -> PaymentState.Cancelled.class;
                };
        if (known == PaymentState.Refunded.class
                || !(book instanceof GatewayAnswer.Captured && captured())) {
            assertThat(known).as("at rest both know the same").isEqualTo(expected);
        }
    }

    void promises() {
        boolean hadMoney = captures > 0;
        assertThat(captures).as("captured at most once").isLessThanOrEqualTo(1);
        assertThat(moneyBack).as("given back at most once").isLessThanOrEqualTo(1);
        if (payment.state() instanceof PaymentState.Declined
                || payment.state() instanceof PaymentState.Cancelled) {
            assertThat(hadMoney).as("no failure while the gateway has the money").isFalse();
        }
        if (captured()) {
            assertThat(hadMoney).as("paid only if the gateway says so").isTrue();
        }
        if (payment.state() instanceof PaymentState.Refunded) {
            assertThat(moneyBack + failures)
                    .as("refunded only if the money went back")
                    .isPositive();
        }
        if (payment.state() instanceof PaymentState.Requested) {
            assertThat(hadMoney).as("requested means that no call was taken").isFalse();
        }
        assertThat(published.stream().filter(PaymentEvent.PaymentSucceeded.class::isInstance))
                .as("told paid at most once")
                .hasSizeLessThanOrEqualTo(1);
        long refundsPublished =
                published.stream().filter(PaymentEvent.PaymentRefunded.class::isInstance).count();
        long failuresPublished =
                published.stream()
                        .filter(PaymentEvent.PaymentRefundFailed.class::isInstance)
                        .count();
        assertThat(refundsPublished)
                .as("told refunded at most once, and once more for each failure that was told")
                .isLessThanOrEqualTo(1 + failuresPublished);
        // An answer from before a failure may tell of a refund once more, and that one then fails.
        assertThat(failuresPublished)
                .as("told of no failure that never was")
                .isLessThanOrEqualTo(failures == 0 ? 0 : refundsPublished);
    }

    @Override
    public String toString() {
        return payment.state() + " book=" + book + " calls=" + calls + " answers=" + answers;
    }
}
