package steadfast.payment.callback;

import java.util.Optional;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.Money;
import steadfast.gateway.CallbackReading.Claim;
import steadfast.gateway.CallbackReading.Genuine;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentState;

/** What a genuine callback's claim means for the payment that it names. */
final class Claims {
    private Claims() {}

    /** The same claim as a finding's verdict. */
    static Verdict verdict(Claim claim) {
        return switch (claim) {
            case CAPTURED -> Verdict.CAPTURED;
            case DECLINED -> Verdict.DECLINED;
            case ACTION_REQUIRED -> Verdict.ACTION_REQUIRED;
            case CANCELLED -> Verdict.CANCELLED;
            case REFUNDED -> Verdict.REFUNDED;
        };
    }

    /**
     * Why it can't be about this payment; empty if it can.
     *
     * @param caller the gateway that signed the claim
     */
    static Optional<CallbackOutcome> objection(Payment payment, Genuine genuine, String caller) {
        if (!payment.gateway().equals(caller)) {
            return Optional.of(CallbackOutcome.OTHER_GATEWAY);
        }
        Money claimed = genuine.amount();
        if (claimed == null || claimed.equals(payment.amount())) {
            return Optional.empty();
        }
        return Optional.of(
                claimed.currency().equals(payment.amount().currency())
                        ? CallbackOutcome.OTHER_AMOUNT
                        : CallbackOutcome.OTHER_CURRENCY);
    }

    /** Whether the payment stands just where the claim says. */
    static boolean isShown(Claim claim, PaymentState state) {
        return switch (claim) {
            case CAPTURED -> state instanceof PaymentState.Captured;
            case DECLINED -> state instanceof PaymentState.Declined;
            case CANCELLED -> state instanceof PaymentState.Cancelled;
            case REFUNDED -> state instanceof PaymentState.Refunded;
            case ACTION_REQUIRED -> state instanceof PaymentState.ActionRequired;
        };
    }

    /** Whether the claim, if it is true, would still be news to the payment. */
    static boolean isOpen(Claim claim, PaymentState state) {
        return switch (state) {
            case PaymentState.Requested s -> true;
            case PaymentState.Sent s -> true;
            case PaymentState.Unknown s -> true;
            case PaymentState.ActionRequired s -> claim != Claim.ACTION_REQUIRED;
            // A late capture, or its refund, is news after every end.
            case PaymentState.Declined s -> claim == Claim.CAPTURED || claim == Claim.REFUNDED;
            case PaymentState.Cancelled s -> claim == Claim.CAPTURED || claim == Claim.REFUNDED;
            case PaymentState.Captured s -> claim == Claim.REFUNDED;
            case PaymentState.Refunding s -> claim == Claim.REFUNDED;
            case PaymentState.RefundRefused s -> claim == Claim.REFUNDED;
            case PaymentState.Refunded s -> false;
        };
    }
}
