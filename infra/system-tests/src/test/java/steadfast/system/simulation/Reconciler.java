package steadfast.system.simulation;

import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.OperationsEvent;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.PartlyRefunded;
import steadfast.order.lifecycle.OrderState;
import steadfast.payment.lifecycle.GatewayCall;
import steadfast.payment.lifecycle.Payment;
import steadfast.reconciler.lifecycle.GatewayStatus;

/** What the reconciler, and the people behind it, do with the gateway and say of it. */
final class Reconciler {
    private final SimulatedShop shop;

    Reconciler(SimulatedShop shop) {
        this.shop = shop;
    }

    /** Asks the gateway about the payment and says what it answered. */
    void poll(PaymentId paymentId, Fate fate, Random random) {
        ask(new GatewayCall.Query(), paymentId, fate, random);
    }

    /** Closes the payment at the gateway and says what that answered. */
    void close(PaymentId paymentId, Fate fate, Random random) {
        ask(new GatewayCall.Cancel(), paymentId, fate, random);
    }

    private void ask(GatewayCall call, PaymentId paymentId, Fate fate, Random random) {
        @Nullable Payment known = shop.payments().find(paymentId);
        if (known == null) {
            return;
        }
        int attempt = shop.payments().attempt(paymentId);
        ModelGateway gateway = shop.payments().gatewayOf(paymentId);
        GatewayAnswer answer = gateway.call(call, known, attempt, fate, random);
        found(paymentId, gateway.name(), GatewayStatus.of(answer, known.amount()));
    }

    private void found(PaymentId paymentId, String gateway, GatewayStatus status) {
        status.finding(paymentId, gateway, shop.time().now()).ifPresent(shop.post()::publish);
    }

    /** Whether a person who looks at the case now may decide so. */
    boolean mayDecide(OperationsEvent.Decision decision, OrderState state) {
        boolean captured =
                shop.ledger().standing(state.payment()).filter(Reconciler::provesMoney).isPresent();
        return switch (decision) {
            case CONFIRM_PAID ->
                    captured
                            && (state instanceof OrderState.Held
                                    || !(state instanceof OrderState.Paid));
            case REFUND -> captured && !(state instanceof OrderState.Unpaid);
            // The gateways here capture what was agreed.
            case REFUND_CAPTURED -> false;
            case RETRY -> state instanceof OrderState.Ended;
            case CLOSE ->
                    state instanceof OrderState.Unpaid
                            || (state instanceof OrderState.Refunding refunding
                                    && refunding.refused() != null);
        };
    }

    private static boolean provesMoney(GatewayAnswer standing) {
        return standing instanceof Captured || standing instanceof PartlyRefunded;
    }

    /** A person decides about the order as it stands now. */
    void decide(OperationsEvent.Decision decision, OrderRow row, Random random) {
        OrderState state = row.state();
        row.markDecided();
        var _ =
                shop.post()
                        .publish(
                                new ReviewDecided(
                                        new UUID(2, random.nextLong()),
                                        state.terms().orderId(),
                                        state.payment(),
                                        decision,
                                        "a person",
                                        state.status().name(),
                                        state.payment().round()));
    }
}
