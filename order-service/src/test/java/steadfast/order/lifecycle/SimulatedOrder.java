package steadfast.order.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import steadfast.events.FulfillmentEvent.CardsIssued;
import steadfast.events.FulfillmentEvent.IssueConfirmationRequested;
import steadfast.events.FulfillmentEvent.IssueWithdrawn;
import steadfast.events.FulfillmentEvent.StockShort;
import steadfast.events.Money;
import steadfast.events.OperationsEvent;
import steadfast.events.OrderEvent;
import steadfast.events.OrderEvent.IssueWithdrawalRequested;
import steadfast.events.OrderEvent.OrderCompleted;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.OrderEvent.OrderRefunded;
import steadfast.events.OrderEvent.PaymentConfirmationRequested;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentEvent.PaymentActionRequired;
import steadfast.events.PaymentEvent.PaymentCancelled;
import steadfast.events.PaymentEvent.PaymentConfirmed;
import steadfast.events.PaymentEvent.PaymentDeclined;
import steadfast.events.PaymentEvent.PaymentDisputed;
import steadfast.events.PaymentEvent.PaymentPartlyRefunded;
import steadfast.events.PaymentEvent.PaymentRefundFailed;
import steadfast.events.PaymentEvent.PaymentRefundRefused;
import steadfast.events.PaymentEvent.PaymentRefunded;
import steadfast.events.PaymentEvent.PaymentStarted;
import steadfast.events.PaymentEvent.PaymentSucceeded;
import steadfast.events.PaymentEvent.PaymentUnresolved;
import steadfast.events.PaymentId;
import steadfast.order.lifecycle.OrderDecision.Contradiction;
import steadfast.order.lifecycle.OrderDecision.IfStock;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderSignal.CancelledByBuyer;
import steadfast.order.lifecycle.OrderSignal.FromFulfillment;
import steadfast.order.lifecycle.OrderSignal.FromOperations;
import steadfast.order.lifecycle.OrderSignal.FromPayment;
import steadfast.order.lifecycle.OrderSignal.RetriedByBuyer;
import steadfast.order.lifecycle.OrderSignal.TimeToLivePassed;
import steadfast.order.lifecycle.OrderState.Ended;
import steadfast.order.lifecycle.OrderState.Held;
import steadfast.order.lifecycle.OrderState.Paid;
import steadfast.order.lifecycle.OrderState.Unpaid;
import steadfast.order.view.OrderView;

/**
 * An order among a gateway and a fulfillment that obey their own rules, but say what they say in
 * any order and any number of times.
 */
final class SimulatedOrder {

    private final LatePaymentPolicy policy;
    private final OrderLifecycle lifecycle;
    private OrderState state;
    private Instant now = Examples.TERMS.submittedAt();

    private final List<OrderSignal> history = new ArrayList<>();
    private final Set<PaymentId> captured = new LinkedHashSet<>();
    private final Set<PaymentId> dead = new HashSet<>();
    private final Set<RefundRequested> refundsAsked = new LinkedHashSet<>();
    private final Set<PaymentRefunded> refunds = new LinkedHashSet<>();
    private final Set<PaymentId> disputed = new HashSet<>();
    private final Set<PaymentId> questions = new LinkedHashSet<>();

    /** The payments by which cards were permitted, once each however often it was confirmed. */
    private final List<PaymentId> permits = new ArrayList<>();

    private boolean withdrawalAsked;
    private boolean cardsOut;
    private boolean withdrawn;
    private boolean completed;
    private boolean refunded;
    private boolean refundedBeforeWithdrawal;
    private boolean endedBeforeWithdrawal;
    private final Set<PaymentId> confirmed = new HashSet<>();
    private boolean permittedAfterEndUnasked;
    private boolean permittedByPolicy;
    private boolean overtook;
    private boolean leftHeldUndecided;
    private boolean stockThere;

    SimulatedOrder(LatePaymentPolicy policy) {
        this.policy = policy;
        this.lifecycle = Examples.lifecycle(policy);
        this.state = lifecycle.accept(Examples.TERMS, "card").next();
    }

    OrderState state() {
        return state;
    }

    void chargeStarts(Random random) {
        publish(new PaymentStarted(anyRound(random), attempt(random), "sandbox"));
    }

    void buyerMustAct(Random random) {
        publish(
                new PaymentActionRequired(
                        anyRound(random), "QR", now.plusSeconds(random.nextInt(60))));
    }

    void nobodyKnows(Random random) {
        publish(new PaymentUnresolved(anyRound(random), attempt(random), "timeout"));
    }

    void roundIsCaptured(Random random) {
        PaymentId payment = anyRound(random);
        captured.add(payment);
        publish(new PaymentSucceeded(payment, Examples.TOTAL, now));
        assertThat(state).as("it knows of the money (I6)").isInstanceOf(Paid.class);
    }

    void stockComesOrGoes(Random random) {
        stockThere = random.nextBoolean();
    }

    void roundIsDeclined(Random random) {
        PaymentId payment = anyRound(random);
        dead.add(payment);
        publish(new PaymentDeclined(payment, "no"));
    }

    void roundIsClosed(Random random) {
        PaymentId payment = anyRound(random);
        dead.add(payment);
        publish(new PaymentCancelled(payment));
    }

    boolean asksForRefunds() {
        return !refundsAsked.isEmpty();
    }

    void moneyGoesBack(Random random) {
        RefundRequested asked = anyOf(refundsAsked, random);
        moneyBack(new PaymentRefunded(asked.paymentId(), asked.refundNumber(), asked.amount()));
    }

    void refundIsRefused(Random random) {
        RefundRequested asked = anyOf(refundsAsked, random);
        publish(new PaymentRefundRefused(asked.paymentId(), asked.refundNumber(), "no"));
    }

    boolean hasMoney() {
        return !captured.isEmpty();
    }

    void somebodyRefundsAtTheGateway(Random random) {
        PaymentId payment = anyOf(captured, random);
        moneyBack(new PaymentRefunded(payment, 1, Examples.TOTAL));
        checkWithheld(payment);
    }

    void somebodyRefundsAPart(Random random) {
        publish(new PaymentPartlyRefunded(anyOf(captured, random), new Money(1, "CNY")));
    }

    /** The gateway may say of a payment for the first time that it is there and disputed. */
    void theBankDisputes(Random random) {
        PaymentId payment = random.nextBoolean() ? state.payment() : anyRound(random);
        captured.add(payment);
        disputed.add(payment);
        publish(new PaymentDisputed(payment, Examples.TOTAL, now, "fraudulent"));
        checkWithheld(payment);
    }

    private void checkWithheld(PaymentId payment) {
        if (permits.contains(payment) && !cardsOut) {
            assertThat(withdrawalAsked).as("cards after the money went (I3)").isTrue();
        }
    }

    boolean hasRefunds() {
        return !refunds.isEmpty();
    }

    void aRefundFailsLater(Random random) {
        PaymentRefunded back = anyOf(refunds, random);
        publish(new PaymentRefundFailed(back.paymentId(), back.refundNumber(), "account-closed"));
    }

    void cardsWaitForAConfirmation(Random random) {
        PaymentId permit = permits.getFirst();
        receive(new FromFulfillment(new IssueConfirmationRequested(permit.orderId(), permit, now)));
    }

    boolean asksWhetherTheMoneyIsThere() {
        return !questions.isEmpty();
    }

    void theMoneyIsStillThere(Random random) {
        publish(new PaymentConfirmed(anyOf(questions, random), now));
    }

    boolean mayIssue() {
        return !permits.isEmpty() && !withdrawn;
    }

    void cardsAreIssued(Random random) {
        cardsOut = true;
        PaymentId permit = permits.getFirst();
        receive(
                new FromFulfillment(
                        new CardsIssued(
                                permit.orderId(),
                                permit,
                                Examples.TERMS.sku(),
                                Examples.TERMS.quantity(),
                                now)));
    }

    void stockIsShort(Random random) {
        PaymentId permit = permits.getFirst();
        receive(
                new FromFulfillment(
                        new StockShort(
                                permit.orderId(),
                                permit,
                                Examples.TERMS.sku(),
                                Examples.TERMS.quantity(),
                                0)));
    }

    boolean mayWithdraw() {
        return withdrawalAsked && !cardsOut;
    }

    void cardsAreWithdrawn(Random random) {
        withdrawn = true;
        PaymentId permit = permits.getFirst();
        receive(new FromFulfillment(new IssueWithdrawn(permit.orderId(), permit)));
    }

    void buyerCancels(Random random) {
        decide(new CancelledByBuyer());
    }

    void buyerRetries(Random random) {
        String method = random.nextBoolean() ? "card" : "qr";
        decide(new RetriedByBuyer(state.round().number() + 1, method));
    }

    void personDecides(Random random) {
        steadfast.events.OperationsEvent.Decision[] choices =
                steadfast.events.OperationsEvent.Decision.values();
        OrderSignal decision =
                new FromOperations(
                        SignalExamples.decision(
                                state, state.payment(), choices[random.nextInt(choices.length)]));
        history.add(decision);
        decide(decision);
    }

    void timePasses(Random random) {
        now = now.plusSeconds(random.nextInt(1200));
        decide(new TimeToLivePassed());
    }

    boolean hasHistory() {
        return !history.isEmpty();
    }

    void republished(Random random) {
        decide(history.get(random.nextInt(history.size())));
    }

    /** Whatever was captured beyond one payment is asked back at once, or disputed. */
    void checkCaptures() {
        Set<PaymentId> kept = new HashSet<>(captured);
        refundsAsked.forEach(asked -> kept.remove(asked.paymentId()));
        // The bank fetches these by itself, and a person watches it.
        kept.removeAll(disputed);
        assertThat(kept).hasSizeLessThanOrEqualTo(1);
    }

    /** A round that may still be captured is not left for the next. */
    void checkRounds() {
        assertThat(overtook).as("a round before the last was dead").isFalse();
        assertThat(state.round().number()).isLessThanOrEqualTo(BuyerRules.MAX_ROUNDS);
    }

    void checkCards() {
        assertThat(permits).hasSizeLessThanOrEqualTo(1);
        assertThat(completed && refunded).as("cards and a refund").isFalse();
        assertThat(refundedBeforeWithdrawal).as("refund before the withdrawal").isFalse();
        assertThat(endedBeforeWithdrawal).as("the end before the withdrawal").isFalse();
        if (cardsOut) {
            assertThat(refundsAsked)
                    .noneMatch(asked -> asked.paymentId().equals(permits.getFirst()));
        }
    }

    void checkEnds() {
        assertThat(permittedAfterEndUnasked).as("cards for an ended order").isFalse();
        assertThat(leftHeldUndecided).as("held money moved without a decision").isFalse();
        if (permittedByPolicy) {
            assertThat(OrderView.of(state).latePayment()).as("the buyer is told").isNotNull();
        }
    }

    private void moneyBack(PaymentRefunded event) {
        refunds.add(event);
        publish(event);
    }

    private void publish(PaymentEvent event) {
        receive(new FromPayment(event));
    }

    /** What gateway and fulfillment say by their own rules never contradicts the order. */
    private void receive(OrderSignal signal) {
        history.add(signal);
        assertThat(decide(signal)).isNotInstanceOf(Contradiction.class);
    }

    private OrderDecision decide(OrderSignal signal) {
        OrderState before = state;
        OrderDecision decision = moved(lifecycle.decide(state, signal, now));
        if (decision instanceof Move(OrderState next, List<OrderEvent> events)) {
            assertThat(next.terms()).isEqualTo(before.terms());
            assertThat(next.round().number()).isGreaterThanOrEqualTo(before.round().number());
            leftHeldUndecided |=
                    before instanceof Held
                            && !(next instanceof Held)
                            && !(signal instanceof FromOperations)
                            && !movesMoney(signal);
            state = next;
            if (decision(signal) == OperationsEvent.Decision.CLOSE) {
                confirmed.clear();
            }
            events.forEach(event -> publish(event, before, signal));
        }
        return decision;
    }

    private static OperationsEvent.@Nullable Decision decision(OrderSignal signal) {
        return signal instanceof FromOperations(OperationsEvent.ReviewDecided decided)
                ? decided.decision()
                : null;
    }

    private static boolean movesMoney(OrderSignal signal) {
        return signal instanceof FromPayment(PaymentEvent event)
                && (event instanceof PaymentRefunded || event instanceof PaymentDisputed);
    }

    /** What the store makes of two moves. */
    private OrderDecision moved(OrderDecision decision) {
        return decision instanceof IfStock(Move withStock, Move withoutStock)
                ? stockThere ? withStock : withoutStock
                : decision;
    }

    private void publish(OrderEvent event, OrderState before, OrderSignal signal) {
        switch (event) {
            case OrderPaid e -> {
                if (!permits.contains(e.paymentId())) {
                    permits.add(e.paymentId());
                }
                boolean undecided = before instanceof Ended && !confirmed.contains(e.paymentId());
                permittedAfterEndUnasked |= undecided && policy != LatePaymentPolicy.ISSUE_IF_STOCK;
                permittedByPolicy |= undecided;
            }
            case IssueWithdrawalRequested e -> withdrawalAsked = true;
            case RefundRequested e -> {
                refundsAsked.add(e);
                refundedBeforeWithdrawal |= permits.contains(e.paymentId()) && !withdrawn;
            }
            case OrderCompleted e -> completed = true;
            case OrderRefunded e -> {
                refunded = true;
                endedBeforeWithdrawal |= permits.contains(e.paymentId()) && !withdrawn;
            }
            case PaymentConfirmationRequested e -> questions.add(e.paymentId());
            case OrderEvent.PaymentCheckRequested e -> {
                if (decision(signal) == OperationsEvent.Decision.CONFIRM_PAID) {
                    confirmed.add(e.paymentId());
                }
            }
            case OrderEvent.OrderSubmitted e -> {}
            // What an ended order's last round is, its end or a person answered for.
            case OrderEvent.OrderRetryRequested e ->
                    overtook |= before instanceof Unpaid && !dead.contains(before.payment());
            case OrderEvent.OrderCancelRequested e -> {}
            case OrderEvent.OrderFailed e -> {}
            case OrderEvent.OrderExpired e -> {}
            case OrderEvent.OrderHeld e -> {}
        }
    }

    private PaymentId anyRound(Random random) {
        return new PaymentId(Examples.ORDER, 1 + random.nextInt(state.round().number()));
    }

    private static int attempt(Random random) {
        return 1 + random.nextInt(3);
    }

    private static <T> T anyOf(Set<T> all, Random random) {
        return new ArrayList<>(all).get(random.nextInt(all.size()));
    }

    @Override
    public String toString() {
        return state.getClass().getSimpleName() + " round " + state.round().number();
    }
}
