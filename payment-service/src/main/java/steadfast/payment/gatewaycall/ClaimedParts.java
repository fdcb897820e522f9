package steadfast.payment.gatewaycall;

import jakarta.enterprise.context.ApplicationScoped;
import steadfast.events.GatewayFinding;
import steadfast.events.Money;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.PaymentGateway;
import steadfast.payment.lifecycle.GatewayCall;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.store.GatewayClaims;

/**
 * Finds partial refunds at gateways whose queries do not show them: such a gateway reports one only
 * by its signed callback, which must be on record.
 */
@ApplicationScoped
class ClaimedParts {
    private final GatewayClaims claims;

    ClaimedParts(GatewayClaims claims) {
        this.claims = claims;
    }

    /** Returns the answer with the claimed part, or unchanged. */
    GatewayAnswer.OfQuery in(
            GatewayAnswer.OfQuery answer,
            GatewayCall.Confirm confirm,
            Payment payment,
            PaymentGateway gateway) {
        Money part = confirm.amount();
        boolean claimed = confirm.claimed() == GatewayFinding.Verdict.PARTLY_REFUNDED;
        return claimed
                        && part != null
                        && !gateway.showsPartRefunds()
                        && answer instanceof GatewayAnswer.Captured captured
                        && part.currency().equals(captured.amount().currency())
                        && part.amountMinor() < captured.amount().amountMinor()
                        && claims.hasPartRefund(payment.paymentId(), payment.gateway(), part)
                ? new GatewayAnswer.PartlyRefunded(captured.amount(), part, captured.capturedAt())
                : answer;
    }
}
