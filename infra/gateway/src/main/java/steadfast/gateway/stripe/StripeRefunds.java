package steadfast.gateway.stripe;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Dispute;
import com.stripe.model.Refund;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steadfast.events.Money;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Disputed;
import steadfast.gateway.GatewayAnswer.NotFound;
import steadfast.gateway.GatewayAnswer.PartlyRefunded;
import steadfast.gateway.GatewayAnswer.RefundRefused;
import steadfast.gateway.GatewayAnswer.Refunded;
import steadfast.gateway.NotPayable;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.Wording;
import steadfast.gateway.http.Deadline;

/** Makes refunds, and checks whether they succeeded. */
final class StripeRefunds {
    /** Stripe's codes for a definite refusal: the request was valid, and the money stays. */
    private static final Set<String> DEFINITE_NO =
            Set.of(
                    "amount_too_large",
                    "charge_already_refunded",
                    "charge_disputed",
                    "charge_not_refundable",
                    "refund_disputed_payment",
                    "insufficient_funds",
                    "balance_insufficient");

    private static final Set<String> ON_ITS_WAY = Set.of("pending", "requires_action");

    /** The states of a dispute, or of an inquiry, after which we keep the money. */
    static final Set<String> DISPUTE_OVER = Set.of("won", "warning_closed", "prevented");

    private final StripeApi api;
    private final Intents intents;

    StripeRefunds(StripeApi api, Intents intents) {
        this.api = api;
        this.intents = intents;
    }

    /**
     * Checks before it refunds: Stripe repeats an old answer, even a 500, while it remembers the
     * key, and refunds again once the key has expired.
     */
    GatewayAnswer.OfRefund refund(RefundRequest request, Deadline deadline) {
        try {
            Optional<String> intent = intents.find(request.paymentId(), deadline);
            if (intent.isEmpty()) {
                return new NotFound();
            }
            return switch (intents.look(intent.get(), request.paymentId(), deadline)) {
                case PaymentIntentStatus.Paid paid -> refund(intent.get(), paid, request, deadline);
                case PaymentIntentStatus.Processing processing -> StripeGateway.pending();
                case PaymentIntentStatus.Nonsense nonsense ->
                        StripeErrors.nonsense(nonsense.what());
                case PaymentIntentStatus.Closed closed -> new RefundRefused("never captured");
                case PaymentIntentStatus.Unconfirmed open -> new RefundRefused("not captured");
                case PaymentIntentStatus.Failed open -> new RefundRefused("not captured");
                case PaymentIntentStatus.Acting open -> new RefundRefused("not captured");
            };
        } catch (StripeException e) {
            return StripeErrors.of(e);
        } catch (StripeMoney.InexpressibleException e) {
            return StripeErrors.nonsense(e.complaint());
        }
    }

    private GatewayAnswer.OfRefund refund(
            String intent, PaymentIntentStatus.Paid paid, RefundRequest request, Deadline deadline)
            throws StripeException, StripeMoney.InexpressibleException {
        List<Refund> before = api.refunds(intent, deadline);
        for (Refund refund : before) {
            if (isOf(refund, request)) {
                return answer(refund, request);
            }
        }
        if (wentBack(before, paid.amount())) {
            return new Refunded(paid.amount());
        }
        try {
            return answer(
                    api.refund(intent, request, StripeMoney.toStripe(request.amount()), deadline),
                    request);
        } catch (InvalidRequestException e) {
            if (isDefiniteNo(e)) {
                return new RefundRefused(StripeErrors.code(e.getCode()), StripeErrors.error(e));
            }
            throw e;
        }
    }

    /** Also for an amount above the rest of this charge, whatever Stripe calls that. */
    private static boolean isDefiniteNo(InvalidRequestException e) {
        return (e.getCode() != null && DEFINITE_NO.contains(e.getCode()))
                || (e.getStripeError() != null && "amount".equals(e.getStripeError().getParam()));
    }

    private static GatewayAnswer.OfRefund answer(Refund refund, RefundRequest request)
            throws StripeMoney.InexpressibleException {
        if (!isOf(refund, request) || refund.getStatus() == null) {
            return StripeErrors.nonsense("an answer about another refund");
        }
        if (!money(refund).equals(request.amount())) {
            return StripeErrors.nonsense("the answer speaks of another amount");
        }
        return switch (refund.getStatus()) {
            case "succeeded" -> new Refunded(request.amount());
            case "pending", "requires_action" -> StripeGateway.pending();
            case "failed", "canceled" ->
                    new RefundRefused(
                            refund.getFailureReason() == null
                                    ? refund.getStatus()
                                    : Wording.of(refund.getFailureReason()));
            default -> StripeErrors.nonsense("refund status " + Wording.of(refund.getStatus()));
        };
    }

    private static boolean isOf(Refund refund, RefundRequest request) {
        return refund.getMetadata() != null
                && request.idempotencyKey().equals(refund.getMetadata().get(StripeApi.REFUND_KEY));
    }

    /**
     * Returns the answer to a query about a payment with a refund or a dispute, started by us or at
     * Stripe directly. A full refund also ends a dispute.
     */
    GatewayAnswer.OfQuery found(String intent, PaymentIntentStatus.Paid paid, Deadline deadline)
            throws StripeException {
        try {
            List<Refund> refunds =
                    paid.givenBack() ? api.refunds(intent, deadline) : List.<Refund>of();
            if (wentBack(refunds, paid.amount())) {
                return new Refunded(paid.amount());
            }
            Optional<Dispute> dispute =
                    paid.disputed() ? open(api.disputes(intent, deadline)) : Optional.empty();
            return dispute.isPresent()
                    ? new Disputed(paid.amount(), paid.at(), reason(dispute.get()))
                    : ofParts(refunds, paid);
        } catch (StripeMoney.InexpressibleException e) {
            return StripeErrors.nonsense(e.complaint());
        }
    }

    /**
     * A charge stays marked as disputed forever; its disputes show whether the money is ours again.
     */
    private static Optional<Dispute> open(List<Dispute> disputes) {
        return disputes.stream()
                .filter(one -> one.getStatus() == null || !DISPUTE_OVER.contains(one.getStatus()))
                .findFirst();
    }

    private static String reason(Dispute dispute) {
        return dispute.getReason() == null ? "disputed" : Wording.of(dispute.getReason());
    }

    private static GatewayAnswer.OfQuery ofParts(
            List<Refund> refunds, PaymentIntentStatus.Paid paid)
            throws StripeMoney.InexpressibleException {
        long back = sum(refunds, paid.amount(), Set.of("succeeded"));
        long leaving = sum(refunds, paid.amount(), ON_ITS_WAY);
        if (back + leaving >= paid.amount().amountMinor() && isSomebodyElses(refunds)) {
            // No cards may be issued for money that is being refunded.
            return StripeGateway.pending();
        }
        return back > 0
                ? new PartlyRefunded(
                        paid.amount(), new Money(back, paid.amount().currency()), paid.at())
                : new Captured(paid.amount(), paid.at());
    }

    private static boolean isSomebodyElses(List<Refund> refunds) {
        return refunds.stream()
                .filter(one -> one.getStatus() != null && ON_ITS_WAY.contains(one.getStatus()))
                .anyMatch(one ->
                        one.getMetadata() == null
                                || !one.getMetadata().containsKey(StripeApi.REFUND_KEY));
    }

    private static boolean wentBack(List<Refund> refunds, Money amount)
            throws StripeMoney.InexpressibleException {
        return sum(refunds, amount, Set.of("succeeded")) == amount.amountMinor();
    }

    private static long sum(List<Refund> refunds, Money amount, Set<String> statuses)
            throws StripeMoney.InexpressibleException {
        long sum = 0;
        for (Refund refund : refunds) {
            if (refund.getStatus() != null && statuses.contains(refund.getStatus())) {
                Money part = money(refund);
                sum += part.currency().equals(amount.currency()) ? part.amountMinor() : 0;
            }
        }
        return sum;
    }

    private static Money money(Refund refund) throws StripeMoney.InexpressibleException {
        if (refund.getAmount() == null || refund.getCurrency() == null) {
            throw new StripeMoney.InexpressibleException(
                    NotPayable.AMOUNT_NOT_EXPRESSIBLE, "a refund without an amount");
        }
        return StripeMoney.fromStripe(refund.getAmount(), refund.getCurrency());
    }
}
