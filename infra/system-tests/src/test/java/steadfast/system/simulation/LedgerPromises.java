package steadfast.system.simulation;

import static steadfast.system.simulation.BrokenPromiseError.unless;

import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.ActionRequired;
import steadfast.gateway.GatewayAnswer.Cancelled;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.GatewayAnswer.Disputed;
import steadfast.gateway.GatewayAnswer.PartlyRefunded;
import steadfast.gateway.GatewayAnswer.Refunded;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentState;

/** What payment-service must have learnt of what stands in the ledger. */
final class LedgerPromises {
    private static final String OF_HINTS =
            "a true callback that was acknowledged is enough, polls or no polls";

    private final SimulatedShop shop;

    LedgerPromises(SimulatedShop shop) {
        this.shop = shop;
    }

    /**
     * Where nobody polls, callbacks have told what stands at the gateway: unless its record was
     * given up, a query missed it, or the gateway had claimed the same before it was so.
     */
    void trueCallbacksWereEnough() {
        for (Ledger.Entry entry : shop.ledger().entries()) {
            PaymentId paymentId = entry.paymentId();
            boolean excused =
                    shop.post().hasDeadLettersOf(paymentId.orderId())
                            || shop.gateways().has(gateway -> gateway.lagged(paymentId));
            Payment payment = shop.payments().find(paymentId);
            if (payment != null && !excused && shop.callbacks().sendTruth(entry)) {
                shop.tally().record(Situation.LEARNT_WITHOUT_POLLS);
                unless(
                        knows(payment, entry),
                        OF_HINTS,
                        payment + " has not learnt " + entry.standing());
            }
        }
    }

    private static boolean knows(Payment payment, Ledger.Entry entry) {
        return switch (payment.state()) {
            case PaymentState.Captured s -> isHere(entry.standing());
            case PaymentState.Refunding s -> isHere(entry.standing());
            case PaymentState.RefundRefused s -> isHere(entry.standing());
            case PaymentState.Refunded s -> entry.standing() instanceof Refunded;
            case PaymentState.Declined s -> isNo(entry.standing());
            case PaymentState.Cancelled s -> isNo(entry.standing());
            case PaymentState.ActionRequired s -> entry.standing() instanceof ActionRequired;
            case PaymentState.Requested s -> false;
            case PaymentState.Sent s -> false;
            case PaymentState.Unknown s -> false;
        };
    }

    /** Captured, and not gone back. */
    static boolean isHere(GatewayAnswer standing) {
        return standing instanceof Captured
                || standing instanceof PartlyRefunded
                || standing instanceof Disputed;
    }

    /** A definite no, after which nothing is captured. */
    static boolean isNo(GatewayAnswer standing) {
        return standing instanceof Declined || standing instanceof Cancelled;
    }

    /** At rest: the shop has the money if it says so, and only then. */
    void knowsItsMoney(Payment payment) {
        boolean captured =
                switch (payment.state()) {
                    case PaymentState.Captured s -> true;
                    case PaymentState.Refunding s -> true;
                    case PaymentState.RefundRefused s -> true;
                    case PaymentState.Refunded s -> false;
                    case PaymentState.Declined s -> false;
                    case PaymentState.Cancelled s -> false;
                    case PaymentState.Requested s -> false;
                    case PaymentState.Sent s -> false;
                    case PaymentState.Unknown s -> false;
                    case PaymentState.ActionRequired s -> false;
                };
        unless(
                captured == shop.ledger().net(payment.paymentId()) > 0,
                Promises.I5,
                payment.paymentId() + " is " + payment.state() + ", and not so in the ledger");
    }
}
