package steadfast.payment.callback;

import java.util.Optional;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.Money;
import steadfast.gateway.CallbackReading.Claim;
import steadfast.gateway.CallbackReading.Genuine;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentState;

/** Compares a genuine callback's claim with the payment that it names. */
final class CallbackClaims {
    private CallbackClaims() {}

    /** Returns the claim as a finding's verdict. */
    static Verdict verdict(Claim claim) {
        return switch (claim) {
            case CAPTURED -> Verdict.CAPTURED;
            case DECLINED -> Verdict.DECLINED;
            case ACTION_REQUIRED -> Verdict.ACTION_REQUIRED;
            case CANCELLED -> Verdict.CANCELLED;
            case REFUNDED -> Verdict.REFUNDED;
            case PARTLY_REFUNDED -> Verdict.PARTLY_REFUNDED;
            case DISPUTED -> Verdict.DISPUTED;
            case REFUND_FAILED -> Verdict.REFUND_FAILED;
        };
    }

    /**
     * Returns why the claim can't be about this payment; empty if it can.
     *
     * @param caller the gateway that signed the claim
     */
    static Optional<CallbackOutcome> objection(Payment payment, Genuine genuine, String caller) {
        if (!payment.gateway().equals(caller)) {
            return Optional.of(CallbackOutcome.OTHER_GATEWAY);
        }
        Money claimed = genuine.amount();
        if (claimed == null || fits(genuine.claim(), claimed, payment.amount())) {
            return Optional.empty();
        }
        return Optional.of(
                claimed.currency().equals(payment.amount().currency())
                        ? CallbackOutcome.OTHER_AMOUNT
                        : CallbackOutcome.OTHER_CURRENCY);
    }

    /** The buyer's bank decides which amount and currency it disputes. */
    private static boolean fits(Claim claim, Money claimed, Money amount) {
        return switch (claim) {
            case PARTLY_REFUNDED, REFUND_FAILED ->
                    claimed.currency().equals(amount.currency())
                            && claimed.amountMinor() <= amount.amountMinor();
            case DISPUTED -> true;
            case CAPTURED, DECLINED, ACTION_REQUIRED, CANCELLED, REFUNDED -> claimed.equals(amount);
        };
    }

    /** Returns whether the payment already shows the claim. */
    static boolean isShown(Claim claim, PaymentState state) {
        return switch (claim) {
            case CAPTURED -> state instanceof PaymentState.Captured;
            case DECLINED -> state instanceof PaymentState.Declined;
            case CANCELLED -> state instanceof PaymentState.Cancelled;
            case REFUNDED -> state instanceof PaymentState.Refunded;
            case ACTION_REQUIRED -> state instanceof PaymentState.ActionRequired;
            // No state shows these.
            case PARTLY_REFUNDED, DISPUTED, REFUND_FAILED -> false;
        };
    }

    /** Returns whether the claim, if it is true, would still be news to the payment. */
    static boolean isOpen(Claim claim, PaymentState state) {
        return switch (state) {
            case PaymentState.Requested _, PaymentState.Sent _, PaymentState.Unknown _ -> true;
            case PaymentState.ActionRequired _ -> claim != Claim.ACTION_REQUIRED;
            // A late capture, or what happened to it, is news in every final state.
            case PaymentState.Closed _ -> claim == Claim.CAPTURED || claimsMovedMoney(claim);
            case PaymentState.Captured _ -> claimsMovedMoney(claim);
            case PaymentState.Refunding _, PaymentState.RefundRefused _ -> claim == Claim.REFUNDED;
            case PaymentState.Refunded _ -> claim == Claim.REFUND_FAILED;
        };
    }

    private static boolean claimsMovedMoney(Claim claim) {
        return switch (claim) {
            case REFUNDED, PARTLY_REFUNDED, DISPUTED -> true;
            case CAPTURED, DECLINED, ACTION_REQUIRED, CANCELLED, REFUND_FAILED -> false;
        };
    }
}
