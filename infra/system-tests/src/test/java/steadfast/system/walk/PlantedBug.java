package steadfast.system.walk;

import steadfast.events.PaymentEvent.PaymentDeclined;
import steadfast.events.PaymentEvent.PaymentSucceeded;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.order.lifecycle.OrderSignal;
import steadfast.order.lifecycle.OrderSignal.FromPayment;
import steadfast.order.lifecycle.OrderState;
import steadfast.order.lifecycle.OrderState.Charging;
import steadfast.order.lifecycle.OrderState.Expired;
import steadfast.order.lifecycle.Wish;
import steadfast.payment.lifecycle.GatewayCall;

/** Mistakes that shops make, put between the shop's parts; the walker must find each of them. */
enum PlantedBug {
    /** The shop as it is. */
    NONE,

    TIMEOUT_TAKEN_AS_FAILED {
        @Override
        GatewayAnswer understood(GatewayCall call, GatewayAnswer answer) {
            return call instanceof GatewayCall.Charge && answer instanceof GatewayAnswer.Unknown
                    ? new GatewayAnswer.Declined("timeout")
                    : answer;
        }
    },

    NEW_KEY_PER_RETRY {
        @Override
        String key(PaymentId paymentId, int attempt) {
            return paymentId + "#" + attempt;
        }
    },

    ACKNOWLEDGED_BEFORE_COMMIT {
        @Override
        boolean acknowledgesFirst() {
            return true;
        }
    },

    NOT_FOUND_TAKEN_AS_DEAD_ROUND {
        @Override
        GatewayAnswer understood(GatewayCall call, GatewayAnswer answer) {
            return answer instanceof GatewayAnswer.NotFound && call instanceof GatewayCall.Query
                    ? new GatewayAnswer.Cancelled()
                    : answer;
        }
    },

    ISSUED_ON_A_SUCCESS_AFTER_EXPIRY {
        @Override
        OrderState seen(OrderState state, OrderSignal signal) {
            return state instanceof Expired
                            && signal instanceof FromPayment(PaymentSucceeded succeeded)
                            && succeeded.paymentId().equals(state.payment())
                    ? new Charging(state.terms(), state.round(), new Wish.Pay(), 1)
                    : state;
        }
    },

    A_DECLINE_OF_ROUND_1_FAILS_ROUND_2 {
        @Override
        OrderSignal heard(OrderState state, OrderSignal signal) {
            return signal instanceof FromPayment(PaymentDeclined declined)
                    ? new FromPayment(new PaymentDeclined(state.payment(), declined.reason()))
                    : signal;
        }
    };

    /** What payment-service makes of an answer. */
    GatewayAnswer understood(GatewayCall call, GatewayAnswer answer) {
        return answer;
    }

    /** The idempotency key of a payment's call. */
    String key(PaymentId paymentId, int attempt) {
        return paymentId.toString();
    }

    /** Whether a consumer commits the offset before its transaction. */
    boolean acknowledgesFirst() {
        return false;
    }

    /** The order as order-service sees it when it decides. */
    OrderState seen(OrderState state, OrderSignal signal) {
        return state;
    }

    /** The signal as order-service hears it. */
    OrderSignal heard(OrderState state, OrderSignal signal) {
        return signal;
    }
}
