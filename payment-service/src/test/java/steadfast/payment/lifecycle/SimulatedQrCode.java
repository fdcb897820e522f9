package steadfast.payment.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.payment.lifecycle.SampleSignals.AMOUNT;
import static steadfast.payment.lifecycle.SampleSignals.AT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import steadfast.events.GatewayFinding.Source;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent.PaymentActionRequired;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.ActionRequired;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.GatewayAnswer.NotFound;
import steadfast.gateway.GatewayAnswer.Unknown;

/**
 * One payment by QR code at a gateway that knows nothing of it until its buyer pays: each charge
 * draws another code, a buyer pays only a code that he was shown, and no code after its deadline.
 */
final class SimulatedQrCode {
    /** What walks must have come past. */
    enum Situation {
        PAID_IN_TIME,
        PAID_TOO_LATE,
        TWO_CODES_SHOWN,
        NEVER_PAID
    }

    private static final Instant PAY_BY = AT.plusSeconds(1_000);
    private static final Duration CHARGE_TIMEOUT = Duration.ofSeconds(200);
    private static final Duration VISIBILITY_LAG = Duration.ofSeconds(30);
    private static final int LONGEST_CODE_SECONDS = 600;

    private final Lifecycle lifecycle = new Lifecycle(CHARGE_TIMEOUT, VISIBILITY_LAG);
    private final Map<Situation, Integer> situations;
    private final Map<String, Instant> codes = new LinkedHashMap<>();
    private final List<String> shown = new ArrayList<>();
    private final List<GatewayCall> calls = new ArrayList<>();
    private final List<PaymentSignal> answers = new ArrayList<>();
    private Payment payment =
            Payment.requested(
                    PaymentId.first(new OrderId(new UUID(1, 1))), AMOUNT, "qr", "bank", PAY_BY);
    private GatewayAnswer book = new NotFound();
    private Instant now = AT;

    SimulatedQrCode(Map<Situation, Integer> situations) {
        this.situations = situations;
    }

    void chargeDue() {
        apply(new PaymentSignal.ChargeDue(AMOUNT, "qr"));
    }

    void cancelDue() {
        apply(new PaymentSignal.CancelDue());
    }

    void receive(Source source, Verdict verdict) {
        apply(new PaymentSignal.FindingReceived("bank", source, verdict, AMOUNT, now));
    }

    void timePasses(int seconds) {
        now = now.plusSeconds(seconds);
    }

    boolean calling() {
        return !calls.isEmpty();
    }

    boolean answering() {
        return !answers.isEmpty();
    }

    boolean wasShown() {
        return !shown.isEmpty();
    }

    void callArrives(Random random) {
        answers.add(arrive(calls.remove(random.nextInt(calls.size())), random));
    }

    void callArrivesAndItsAnswerIsLost(Random random) {
        GatewayCall call = calls.remove(random.nextInt(calls.size()));
        Instant before = now;
        var _ = arrive(call, random);
        answers.add(answer(call, new Unknown(Unknown.Cause.TIMEOUT, "lost"), before));
    }

    void weCrash(Random random) {
        var _ = calls.remove(random.nextInt(calls.size()));
    }

    void answerComes(Random random) {
        apply(answers.remove(random.nextInt(answers.size())));
    }

    /** Any code that he was ever shown. */
    void buyerPays(Random random) {
        String code = shown.get(random.nextInt(shown.size()));
        boolean inTime = !now.isAfter(codes.get(code));
        situations.merge(
                inTime ? Situation.PAID_IN_TIME : Situation.PAID_TOO_LATE, 1, Integer::sum);
        if (inTime) {
            book = new Captured(AMOUNT, now);
        }
    }

    private PaymentSignal arrive(GatewayCall call, Random random) {
        return switch (call) {
            case GatewayCall.Charge charge -> answer(call, charged(random), now);
            case GatewayCall.Query query -> answer(call, book, now);
            case GatewayCall.Confirm confirm -> answer(call, book, now);
            case GatewayCall.Cancel cancel -> answer(call, book, now);
            case GatewayCall.AskForOtherAmount ask ->
                    throw new AssertionError("nobody decided that another amount goes back");
            case GatewayCall.RefundOtherAmount refund ->
                    throw new AssertionError("nobody decided that another amount goes back");
            case GatewayCall.Refund refund -> throw new AssertionError("nobody asked for a refund");
        };
    }

    private GatewayAnswer charged(Random random) {
        if (book instanceof Captured) {
            return book;
        }
        if (now.isAfter(PAY_BY)) {
            return new Declined("deadline-passed");
        }
        String code = "scan " + codes.size();
        codes.put(code, deadline(random));
        return new ActionRequired(code, codes.get(code));
    }

    /** The gateway keeps to the deadline that it gave the payment first. */
    private Instant deadline(Random random) {
        if (!codes.isEmpty()) {
            return codes.values().iterator().next();
        }
        Instant until = now.plusSeconds(1 + random.nextInt(LONGEST_CODE_SECONDS));
        return until.isBefore(PAY_BY) ? until : PAY_BY;
    }

    private static PaymentSignal answer(GatewayCall call, GatewayAnswer answer, Instant askedAt) {
        return switch (call) {
            case GatewayCall.Charge charge ->
                    new PaymentSignal.ChargeAnswered(
                            charge.attempt(), (GatewayAnswer.OfCharge) answer);
            case GatewayCall.Query query ->
                    new PaymentSignal.QueryAnswered((GatewayAnswer.OfQuery) answer);
            case GatewayCall.Confirm confirm ->
                    new PaymentSignal.ConfirmAnswered(confirm, (GatewayAnswer.OfQuery) answer);
            case GatewayCall.Cancel cancel ->
                    new PaymentSignal.CancelAnswered((GatewayAnswer.OfCancel) answer, askedAt);
            case GatewayCall.AskForOtherAmount ask ->
                    throw new AssertionError("nobody decided that another amount goes back");
            case GatewayCall.RefundOtherAmount refund ->
                    throw new AssertionError("nobody decided that another amount goes back");
            case GatewayCall.Refund refund -> throw new AssertionError("nobody asked for a refund");
        };
    }

    private void apply(PaymentSignal signal) {
        switch (lifecycle.decide(payment, signal, now)) {
            case PaymentDecision.Move move -> {
                payment = payment.in(move.next());
                move.events().stream()
                        .filter(PaymentActionRequired.class::isInstance)
                        .map(event -> ((PaymentActionRequired) event).action())
                        .forEach(this::show);
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
    }

    private void show(String code) {
        if (!shown.isEmpty() && !shown.contains(code)) {
            situations.merge(Situation.TWO_CODES_SHOWN, 1, Integer::sum);
        }
        shown.add(code);
    }

    void promises() {
        boolean hasMoney = book instanceof Captured;
        if (payment.state() instanceof PaymentState.Declined
                || payment.state() instanceof PaymentState.Cancelled) {
            assertThat(hasMoney).as("no failure while the gateway has the money").isFalse();
            assertThat(shown.stream().map(codes::get).filter(now::isBefore))
                    .as("no failure while the buyer may still pay a code that he was shown")
                    .isEmpty();
        }
        if (payment.state() instanceof PaymentState.Captured) {
            assertThat(hasMoney).as("paid only if the gateway says so").isTrue();
        }
    }

    /** All deadlines pass and all comes through: both know the same. */
    void weatherClears(Random random) {
        now = PAY_BY.plus(VISIBILITY_LAG).plusSeconds(1);
        for (int round = 0; round < 6; round++) {
            while (calling()) {
                callArrives(random);
            }
            while (answering()) {
                answerComes(random);
            }
            chargeDue();
            receive(Source.QUERY, Verdict.UNKNOWN);
        }
        calls.clear();
        boolean hasMoney = book instanceof Captured;
        if (!hasMoney && wasShown()) {
            situations.merge(Situation.NEVER_PAID, 1, Integer::sum);
        }
        assertThat(payment.state())
                .isInstanceOfAny(
                        hasMoney ? PaymentState.Captured.class : PaymentState.Cancelled.class,
                        hasMoney ? PaymentState.Captured.class : PaymentState.Declined.class);
    }

    @Override
    public String toString() {
        return payment.state() + " book=" + book + " codes=" + codes + " calls=" + calls;
    }
}
