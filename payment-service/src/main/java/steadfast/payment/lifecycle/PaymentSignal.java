package steadfast.payment.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.events.GatewayFinding;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.Money;
import steadfast.events.OperationsEvent;
import steadfast.gateway.GatewayAnswer;

/** Everything that can happen to a payment. */
public sealed interface PaymentSignal {
    /** The order requests the charge, for the first time or again. */
    record ChargeDue(Money amount, String method) implements PaymentSignal {}

    /** The buyer cancels. */
    record CancelDue() implements PaymentSignal {}

    /** The order requests a refund. */
    record RefundDue(int refundNumber, Money amount, String reason) implements PaymentSignal {}

    /** A finding about the payment; only a hint. */
    record FindingReceived(
            String gateway,
            GatewayFinding.Source source,
            GatewayFinding.Verdict verdict,
            @Nullable Money amount,
            Instant observedAt)
            implements PaymentSignal {}

    /** The order wants to know whether the gateway still has the money, before cards go out. */
    record ConfirmationDue(Instant askedAt) implements PaymentSignal {}

    /** A person confirmed the payment, and the order waits for its success. */
    record CheckDue(Instant askedAt) implements PaymentSignal {}

    /** Another service missed one of our events. */
    record RepairDue() implements PaymentSignal {}

    /** A person decided, with name and reason on record. */
    record Decided(OperationsEvent.Decision decision) implements PaymentSignal {}

    /** The time in which a charge may start is over. */
    record PayByPassed() implements PaymentSignal {}

    /** The payment's gateway is not configured. */
    record GatewayMissing() implements PaymentSignal {}

    /** The gateway's answer to the charge with this attempt number. */
    record ChargeAnswered(int attempt, GatewayAnswer.OfCharge answer) implements PaymentSignal {}

    /** The gateway's answer to a query. */
    record QueryAnswered(GatewayAnswer.OfQuery answer) implements PaymentSignal {}

    /** The gateway's answer to the question whether what was claimed is true. */
    record ConfirmAnswered(GatewayCall.Confirm question, GatewayAnswer.OfQuery answer)
            implements PaymentSignal {

        Verdict claimed() {
            return question.claimed();
        }
    }

    /** The gateway's answer to the question whether it captured another amount. */
    record OtherAmountAnswered(GatewayAnswer.OfQuery answer) implements PaymentSignal {}

    /** The gateway's answer to the refund of another amount than was agreed. */
    record OtherRefundAnswered(GatewayAnswer.OfRefund answer) implements PaymentSignal {}

    /**
     * The gateway's answer to a cancel.
     *
     * @param askedAt before the call: what was absent then may have come while we waited
     */
    record CancelAnswered(GatewayAnswer.OfCancel answer, Instant askedAt)
            implements PaymentSignal {}

    /** The gateway's answer to the refund of this number. */
    record RefundAnswered(int refundNumber, GatewayAnswer.OfRefund answer)
            implements PaymentSignal {}
}
