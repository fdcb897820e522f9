package steadfast.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import steadfast.events.Event;
import steadfast.events.GatewayFinding;
import steadfast.events.GatewayFinding.Source;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.OperationsEvent.Decision;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.events.OrderEvent.OrderRetryRequested;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Topic;
import steadfast.messaging.Delivery;
import steadfast.messaging.Outcome;
import steadfast.messaging.Subscription;
import steadfast.payment.ScriptedGateway.CrashedException;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.payment.store.PaymentView;
import steadfast.payment.store.Payments;

/**
 * One order's payments in the real service, on a real database and a real connection to a gateway
 * that misbehaves; the walk is the order, the reconciler and the broker.
 */
final class HttpSimulation {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MAX_ROUNDS = 3;
    private static final List<Verdict> VERDICTS = List.of(Verdict.values());

    private final Subscription<Event> service;
    private final Payments payments;
    private final SimulatedGateway gateway;
    private final OrderId order;
    private final List<Event> published = new ArrayList<>();
    private final List<Event> unacknowledged = new ArrayList<>();
    private Instant payBy = Instant.now().plus(Duration.ofHours(1));
    private Random random = new Random(0);
    private int round;
    private int steps;
    private boolean over;

    HttpSimulation(
            Subscription<Event> service,
            Payments payments,
            SimulatedGateway gateway,
            OrderId order) {
        this.service = service;
        this.payments = payments;
        this.gateway = gateway;
        this.order = order;
        gateway.under(order, () -> HttpWeather.stormy(random));
    }

    int steps() {
        return steps;
    }

    void tookAStep() {
        steps++;
    }

    boolean begun() {
        return !over && round > 0;
    }

    private PaymentId current() {
        return new PaymentId(order, round);
    }

    private List<Payment> rounds() {
        return payments.ofOrder(order).stream().map(PaymentView::payment).toList();
    }

    private List<PaymentState> states() {
        return rounds().stream().map(Payment::state).toList();
    }

    /** Whether the next round may start: none yet, or the last one is dead. */
    boolean mayBegin() {
        if (over || round == MAX_ROUNDS) {
            return false;
        }
        List<PaymentState> states = states();
        return round == 0
                || (states.size() == round
                        && (states.getLast() instanceof PaymentState.Declined
                                || states.getLast() instanceof PaymentState.Cancelled));
    }

    void begins(Random step) {
        random = step;
        round++;
        // For one in four the last moment for a charge passes while it is on its way.
        Duration time = step.nextInt(4) == 0 ? Duration.ofMillis(10_100) : Duration.ofHours(1);
        payBy = Instant.now().plus(time);
        publish(
                round == 1
                        ? World.submitted(order, "card", payBy)
                        : new OrderRetryRequested(
                                order,
                                current(),
                                World.AMOUNT,
                                "card",
                                payBy,
                                payBy.plusSeconds(60)));
    }

    void cancels(Random step) {
        random = step;
        publish(new OrderCancelRequested(order, current()));
    }

    boolean captured() {
        return begun()
                && states().stream()
                        .anyMatch(state ->
                                state instanceof PaymentState.Captured
                                        || state instanceof PaymentState.RefundRefused);
    }

    void wantsRefund(Random step) {
        random = step;
        for (Payment payment : rounds()) {
            switch (payment.state()) {
                case PaymentState.Captured s -> wantsRefund(payment, 1);
                case PaymentState.RefundRefused s -> wantsRefund(payment, s.refundNumber() + 1);
                case PaymentState.Requested s -> {}
                case PaymentState.Sent s -> {}
                case PaymentState.Unknown s -> {}
                case PaymentState.ActionRequired s -> {}
                case PaymentState.Declined s -> {}
                case PaymentState.Cancelled s -> {}
                case PaymentState.Refunding s -> {}
                case PaymentState.Refunded s -> {}
            }
        }
    }

    private void wantsRefund(Payment payment, int number) {
        publish(new RefundRequested(order, payment.paymentId(), number, World.AMOUNT, "too late"));
    }

    void polled(Random step) {
        random = step;
        finding(Source.QUERY, gateway.book().verdict(current().toString()));
    }

    void claimed(Random step) {
        random = step;
        finding(Source.CALLBACK, VERDICTS.get(step.nextInt(VERDICTS.size())));
    }

    private void finding(Source source, Verdict verdict) {
        boolean ofMoney = verdict == Verdict.CAPTURED || verdict == Verdict.REFUNDED;
        publish(
                new GatewayFinding(
                        current(),
                        gateway.name(),
                        source,
                        verdict,
                        ofMoney ? World.AMOUNT : null,
                        null,
                        Instant.now()));
    }

    void repaired(Random step) {
        random = step;
        publish(new RepairRequested(order, Owner.PAYMENT, "something"));
    }

    void closedByAPerson(Random step) {
        random = step;
        publish(
                new ReviewDecided(
                        UUID.randomUUID(),
                        order,
                        current(),
                        Decision.CLOSE,
                        "a person",
                        "PROCESSING",
                        round));
    }

    void comesAgain(Random step) {
        random = step;
        deliver(published.get(step.nextInt(published.size())));
    }

    /** Two instances have the same record, as around a rebalance. */
    void comesTwiceAtOnce(Random step) throws Exception {
        random = step;
        Event event = published.get(step.nextInt(published.size()));
        Callable<Outcome> handler = () -> handled(event);
        try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Outcome> outcome : instances.invokeAll(List.of(handler, handler))) {
                follow(event, outcome.get());
            }
        }
    }

    boolean owesSomething() {
        return !over && !unacknowledged.isEmpty();
    }

    void retried(Random step) {
        random = step;
        deliver(unacknowledged.removeFirst());
    }

    boolean hasLate() {
        return begun() && gateway.server().hasLate(current().toString());
    }

    void lateCallLands(Random step) {
        gateway.server().landLate(current().toString(), step.nextInt());
    }

    void buyerPaysOrNot(Random step) {
        gateway.book().settle(current().toString(), step.nextInt());
    }

    private void publish(Event event) {
        published.add(event);
        deliver(event);
    }

    private void deliver(Event event) {
        follow(event, handled(event));
    }

    /** A crash leaves the record unacknowledged, as a retry does: both bring it again. */
    private Outcome handled(Event event) {
        try {
            return service.handler()
                    .handle(
                            new Delivery<>(
                                    event,
                                    UUID.randomUUID(),
                                    Instant.now(),
                                    event.key(),
                                    Topic.of(event).topicName(),
                                    0,
                                    0,
                                    1,
                                    0));
        } catch (CrashedException e) {
            return new Outcome.Retry("crashed", "the process died");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void follow(Event event, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done done -> {}
            // What somebody claimed and never becomes true ends as a dead letter, at last.
            case Outcome.Retry retry when retry.kind().equals("gateway-lags") -> {}
            case Outcome.Retry retry -> unacknowledged.add(event);
            case Outcome.Dead dead -> throw new AssertionError(event + " is dead: " + dead);
        }
    }

    /** What holds after every step, by the gateway's book. */
    void promises() {
        int captures = 0;
        for (Payment payment : rounds()) {
            String id = payment.paymentId().toString();
            int captured = gateway.book().captures(id);
            captures += captured;
            assertThat(gateway.book().paidBack(id))
                    .as("I5 paid back")
                    .isLessThanOrEqualTo(captured);
            switch (payment.state()) {
                case PaymentState.Declined s -> assertThat(captured).as("I6 %s", id).isZero();
                case PaymentState.Cancelled s -> assertThat(captured).as("I6 %s", id).isZero();
                case PaymentState.Requested s -> assertThat(captured).as("I6 %s", id).isZero();
                case PaymentState.Captured s -> assertThat(captured).as("I5 %s", id).isOne();
                case PaymentState.Refunding s -> assertThat(captured).as("I5 %s", id).isOne();
                case PaymentState.RefundRefused s -> assertThat(captured).as("I5 %s", id).isOne();
                case PaymentState.Refunded s ->
                        assertThat(gateway.book().paidBack(id)).as("I5 %s", id).isOne();
                case PaymentState.Sent s -> {}
                case PaymentState.Unknown s -> {}
                case PaymentState.ActionRequired s -> {}
            }
        }
        assertThat(captures).as("I2 captures of all rounds").isLessThanOrEqualTo(1);
    }

    /** Everything comes through, and then both sides know the same. */
    void weatherClears(Random step) {
        random = step;
        gateway.under(order, () -> HttpWeather.fair(random));
        await().atMost(LIMIT).until(this::isSettledAfterOneMoreTurn);
        promises();
        for (Payment payment : rounds()) {
            boolean has = payment.state() instanceof PaymentState.Captured;
            has |= payment.state() instanceof PaymentState.RefundRefused;
            String id = payment.paymentId().toString();
            assertThat(gateway.book().captures(id) - gateway.book().paidBack(id))
                    .as("I5 at rest %s is %s", id, payment.state())
                    .isEqualTo(has ? 1 : 0);
        }
        over = true;
    }

    private boolean isSettledAfterOneMoreTurn() {
        List<Event> owed = List.copyOf(unacknowledged);
        unacknowledged.clear();
        for (Payment payment : rounds()) {
            String id = payment.paymentId().toString();
            while (gateway.server().hasLate(id)) {
                gateway.server().landLate(id, random.nextInt());
            }
            gateway.book().settle(id, random.nextInt());
        }
        owed.forEach(this::deliver);
        if (round > 0) {
            finding(Source.QUERY, gateway.book().verdict(current().toString()));
        }
        return unacknowledged.isEmpty() && states().stream().noneMatch(PaymentState::open);
    }

    @Override
    public String toString() {
        return "→ "
                + states()
                + (unacknowledged.isEmpty() ? "" : " owing " + unacknowledged.size());
    }
}
