package steadfast.system.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import steadfast.messaging.Outcome;
import steadfast.order.lifecycle.OrderState;
import steadfast.payment.lifecycle.Payment;

/**
 * A whole shop in one object: four services around their real lifecycles, the post between them, a
 * gateway with a ledger of its own, and virtual time. {@link ShopSteps} says what may happen to it.
 */
final class SimulatedShop {
    private final SimulatedTime time = new SimulatedTime();
    private final Post post = new Post(time);
    private final CallbackSimulator callbacks;
    private final Ledger ledger;
    private final GatewayLedgerModel gatewayModel;
    private final Dashboard dashboard;
    private final ModelGateways gateways;
    private final Promises promises = new Promises(this);
    private final List<Exchange> exchanges = new ArrayList<>();
    private final PlantedBug bug;
    private final Coverage coverage;
    private final OrderModel orders;
    private final PaymentModel payments;
    private final CallbackModel callbackModel;
    private final CardModel cards;
    private final ReconcilerModel watch;
    private boolean rests;
    private int steps;

    SimulatedShop(PlantedBug bug, Coverage coverage) {
        this.bug = bug;
        this.coverage = coverage;
        callbacks = new CallbackSimulator(time, coverage);
        ledger = new Ledger(time, callbacks::changed);
        gatewayModel = new GatewayLedgerModel(ledger, time, coverage);
        dashboard = new Dashboard(ledger, coverage);
        gateways = new ModelGateways(gatewayModel, time, bug, coverage);
        orders = new OrderModel(time, post, bug, coverage);
        payments = new PaymentModel(time, post, gateways, bug, coverage);
        callbackModel = new CallbackModel(payments, post, time, bug, coverage);
        cards = new CardModel(time, post, promises, bug, coverage);
        watch = new ReconcilerModel(post, coverage);
        coverage.beginWalk();
    }

    /** A consumer takes the lane's first record; it may die before the acknowledgement. */
    void deliver(Lane lane, boolean dies, Random random) {
        if (lane.group() == Group.PAYMENT) {
            Exchange exchange = new Exchange(payments, post, bug, coverage, lane);
            exchanges.add(exchange);
            if (dies) {
                end(exchange);
            }
            return;
        }
        Delivery delivery = lane.first();
        if (bug.acknowledgesFirst()) {
            lane.acknowledge(delivery);
            if (dies) {
                return;
            }
        }
        Outcome outcome = handle(lane, delivery, random);
        if (dies) {
            return;
        }
        switch (outcome) {
            case Outcome.Done done -> lane.acknowledge(delivery);
            case Outcome.Retry retry -> post.retry(lane, delivery, retry.kind());
            case Outcome.Dead dead -> post.bury(lane, delivery, dead.kind());
        }
    }

    private Outcome handle(Lane lane, Delivery delivery, Random random) {
        return switch (lane.group()) {
            case ORDER -> orders.handle(delivery.event());
            case FULFILLMENT -> cards.handle(delivery.event(), random);
            case RECONCILER -> watch.receive(delivery.letter());
            case PAYMENT -> throw new IllegalStateException("an exchange of its own");
        };
    }

    boolean exchanging(Predicate<Exchange> wanted) {
        for (Exchange exchange : exchanges) {
            if (wanted.test(exchange)) {
                return true;
            }
        }
        return false;
    }

    Exchange anyExchange(Predicate<Exchange> wanted, Random random) {
        List<Exchange> found = exchanges.stream().filter(wanted).toList();
        return found.get(random.nextInt(found.size()));
    }

    void goOn(Exchange exchange, Fate fate, Random random) {
        exchange.goOn(fate, random);
        if (exchange.over()) {
            exchanges.remove(exchange);
        }
    }

    void end(Exchange exchange) {
        exchange.die();
        exchanges.remove(exchange);
    }

    /** payment-service dies, with everything that it held in memory. */
    void crash() {
        List.copyOf(exchanges).forEach(this::end);
    }

    List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    void timePasses(int seconds) {
        time.pass(seconds);
        gatewayModel.enforceDeadlines();
        promises.deadlinesPass(payments.heldBackFromCharge());
    }

    /** Also order-service hears of it, at once: it may sell what is not promised yet. */
    void stockArrives(int many) {
        cards.stockArrives(many);
        orders.stockArrives(many);
    }

    void tookAStep() {
        steps++;
    }

    int steps() {
        return steps;
    }

    /** Whether the callback is here before the answer that it tells of. */
    boolean isEarly(Notice notice) {
        return exchanging(exchange -> exchange.holdsAnswerAbout(notice.paymentId()));
    }

    /** Whether anything but rest may come. */
    boolean goesOn() {
        return !rests && steps < ShopSimulation.LENGTH;
    }

    /** The walk is over. */
    void rest() {
        rests = true;
    }

    boolean rests() {
        return rests;
    }

    /** Everything that could change: equal means that nothing did. */
    Object snapshot() {
        return List.of(
                orders.snapshot(),
                payments.snapshot(),
                cards.snapshot(),
                watch.snapshot(),
                ledger.snapshot());
    }

    SimulatedTime time() {
        return time;
    }

    Post post() {
        return post;
    }

    Ledger ledger() {
        return ledger;
    }

    ModelGateways gateways() {
        return gateways;
    }

    GatewayLedgerModel gatewayModel() {
        return gatewayModel;
    }

    Dashboard dashboard() {
        return dashboard;
    }

    CallbackSimulator callbacks() {
        return callbacks;
    }

    CallbackModel callbackModel() {
        return callbackModel;
    }

    Coverage tally() {
        return coverage;
    }

    OrderModel orders() {
        return orders;
    }

    PaymentModel payments() {
        return payments;
    }

    CardModel cards() {
        return cards;
    }

    ReconcilerModel watch() {
        return watch;
    }

    Promises promises() {
        return promises;
    }

    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder("→");
        for (OrderRow row : orders.rows()) {
            OrderState state = row.state();
            shown.append(" order ").append(row.orderId().value().getLeastSignificantBits());
            shown.append(' ').append(state.getClass().getSimpleName());
            shown.append(" round ").append(state.round().number());
        }
        for (Payment payment : payments.payments()) {
            shown.append(", ");
            shown.append(payment.paymentId().orderId().value().getLeastSignificantBits());
            shown.append('-').append(payment.paymentId().round()).append(' ');
            shown.append(payment.state().getClass().getSimpleName()).append(" (ledger: ");
            shown.append(ledger.shown(payment.paymentId())).append(')');
        }
        return shown.toString();
    }
}
