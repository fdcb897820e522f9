package steadfast.system.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import steadfast.events.FailureReason;
import steadfast.events.GatewayFinding;
import steadfast.events.GatewayFinding.Source;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.PaymentEvent.PaymentDeclined;
import steadfast.events.PaymentEvent.PaymentSucceeded;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.order.lifecycle.BuyerIntent;
import steadfast.order.lifecycle.LateMoneyPolicy;
import steadfast.order.lifecycle.LatePaymentPolicy;
import steadfast.order.lifecycle.OrderSignal;
import steadfast.order.lifecycle.OrderSignal.FromPayment;
import steadfast.order.lifecycle.OrderSignal.RetriedByBuyer;
import steadfast.order.lifecycle.OrderState;
import steadfast.order.lifecycle.OrderState.Charging;
import steadfast.order.lifecycle.OrderState.Expired;
import steadfast.order.lifecycle.OrderState.Failed;
import steadfast.order.lifecycle.OrderState.Unpaid;
import steadfast.payment.lifecycle.GatewayCall;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentSignal;

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
                    ? new Charging(state.terms(), state.round(), new BuyerIntent.Pay(), 1)
                    : state;
        }
    },

    A_DECLINE_OF_ROUND_1_FAILS_ROUND_2 {
        @Override
        OrderSignal received(OrderState state, OrderSignal signal) {
            return signal instanceof FromPayment(PaymentDeclined declined)
                    ? new FromPayment(new PaymentDeclined(state.payment(), declined.reason()))
                    : signal;
        }
    },

    A_CALLBACK_TRUSTED {
        @Override
        PaymentSignal found(GatewayFinding finding) {
            if (finding.source() == Source.CALLBACK && finding.verdict() == Verdict.DECLINED) {
                return new PaymentSignal.QueryAnswered(
                        new GatewayAnswer.Declined("the callback says so"));
            }
            return received(Source.QUERY, finding);
        }
    },

    /** Some gateways have one event ID for all that they say of a payment. */
    CALLBACKS_DEDUPLICATED_BY_THE_GATEWAYS_ID {
        @Override
        String remembered(Notice notice) {
            return notice.gateway() + " " + notice.eventId();
        }

        @Override
        boolean receivesAgain() {
            return false;
        }
    },

    A_REFUND_WITH_A_NEW_KEY {
        @Override
        int refundNumber(int asked, int call) {
            return asked * 1_000 + call;
        }
    },

    CHARGED_WHEN_THE_CIRCUIT_CLOSED {
        @Override
        Instant decidesAt(Instant now, PaymentSignal signal, Payment payment) {
            return signal instanceof PaymentSignal.ChargeDue
                    ? payment.payBy().minusSeconds(999)
                    : now;
        }
    },

    ROUTED_ANEW_AT_EACH_CALL {
        @Override
        ModelGateway calls(ModelGateway itsOwn, ModelGateway routed) {
            return routed;
        }
    },

    THE_LATE_MONEY_POLICY_OF_ANOTHER_MERCHANT {
        @Override
        LateMoneyPolicy policy(LateMoneyPolicy agreed) {
            return new LateMoneyPolicy(LatePaymentPolicy.ISSUE_IF_STOCK, Map.of());
        }
    },

    ANOTHER_WAY_STARTED_BEFORE_THE_CLOSE {
        @Override
        OrderState seen(OrderState state, OrderSignal signal) {
            return state instanceof Unpaid && signal instanceof RetriedByBuyer
                    ? new Failed(state.terms(), state.round(), FailureReason.PAYMENT_CLOSED, null)
                    : state;
        }
    },

    /** Stock comes days later, and nobody asks whether the money is still there. */
    ISSUED_IN_SPITE_OF_A_REFUND {
        @Override
        Duration confirmsAfter(Duration agreed) {
            return agreed.plusDays(1_000);
        }
    },

    A_DISPUTE_DROPPED {
        @Override
        GatewayAnswer understood(GatewayCall call, GatewayAnswer answer) {
            return answer instanceof GatewayAnswer.Disputed disputed
                    ? new GatewayAnswer.Captured(disputed.amount(), disputed.capturedAt())
                    : answer;
        }
    },

    A_SICK_GATEWAY_BURNS_ATTEMPTS {
        @Override
        boolean burnsAttempts() {
            return true;
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

    /** The number under which a refund is asked for, of this many calls for refunds. */
    int refundNumber(int asked, int call) {
        return asked;
    }

    /** What payment-service hears in a finding. */
    PaymentSignal found(GatewayFinding finding) {
        return received(finding.source(), finding);
    }

    PaymentSignal received(Source source, GatewayFinding finding) {
        return new PaymentSignal.FindingReceived(
                finding.gateway(),
                source,
                finding.verdict(),
                finding.amount(),
                finding.observedAt());
    }

    /** By what a callback is known again. */
    String remembered(Notice notice) {
        return notice.paymentId() + " " + notice.claim();
    }

    /** Whether a repeated claim is passed on again while the payment doesn't show it. */
    boolean receivesAgain() {
        return true;
    }

    /** The time by which a payment decides. */
    Instant decidesAt(Instant now, PaymentSignal signal, Payment payment) {
        return now;
    }

    /** Which gateway a payment's call goes to. */
    ModelGateway calls(ModelGateway itsOwn, ModelGateway routed) {
        return itsOwn;
    }

    /** Whether what a sick gateway owes is waited for on the ladder. */
    boolean burnsAttempts() {
        return false;
    }

    /** How old the gateway's word may be when cards go out. */
    Duration confirmsAfter(Duration agreed) {
        return agreed;
    }

    /** What order-service takes for what its merchants want. */
    LateMoneyPolicy policy(LateMoneyPolicy agreed) {
        return agreed;
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
    OrderSignal received(OrderState state, OrderSignal signal) {
        return signal;
    }
}
