package steadfast.reconciler.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steadfast.events.GatewayFinding;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;

/**
 * The gateway's answer to one poll.
 *
 * @param kind the meaning of the answer
 * @param amount captured, or refunded so far; null if none
 * @param detail the gateway's own message, for people; null if it gave none
 */
public record GatewayStatus(Kind kind, @Nullable Money amount, @Nullable String detail) {

    /** The kinds of answers, and what follows from each. */
    public enum Kind {
        CAPTURED(Verdict.CAPTURED, true),
        /** It has money for this payment, but of another amount than agreed: it proves nothing. */
        CAPTURED_OTHERWISE(Verdict.CAPTURED, true),
        DECLINED(Verdict.DECLINED, true),
        CANCELLED(Verdict.CANCELLED, true),
        REFUNDED(Verdict.REFUNDED, true),
        PARTLY_REFUNDED(Verdict.PARTLY_REFUNDED, true),
        DISPUTED(Verdict.DISPUTED, true),
        /** The buyer may still act: poll again soon. */
        ACTION_REQUIRED(Verdict.ACTION_REQUIRED, false),
        /** It proves nothing, but payment-service may charge again with the same key. */
        NOT_FOUND(Verdict.NOT_FOUND, false),
        UNKNOWN,
        REFUSED,
        MISCONFIGURED;

        private final @Nullable Verdict verdict;
        private final boolean definite;

        Kind(Verdict verdict, boolean definite) {
            this.verdict = verdict;
            this.definite = definite;
        }

        Kind() {
            this.verdict = null;
            this.definite = false;
        }

        /** Returns whether the gateway gave any answer about the payment. */
        public boolean answers() {
            return verdict != null;
        }

        /** Returns whether it tells how the payment ended. */
        public boolean definite() {
            return definite;
        }
    }

    /**
     * Returns the meaning of the answer to a close. "Not found" counts as closed if the gateway's
     * deadline and its visibility lag were over before the request.
     */
    public static GatewayStatus ofClose(
            GatewayAnswer.OfCancel answer,
            ChargeRequest terms,
            Duration visibilityLag,
            Instant askedAt) {
        boolean gone = askedAt.isAfter(terms.payBy().plus(visibilityLag));
        return answer instanceof GatewayAnswer.NotFound && gone
                ? new GatewayStatus(Kind.CANCELLED, null, "not found after its deadline")
                : of(answer, terms.amount());
    }

    /**
     * Returns the meaning of this answer.
     *
     * @param agreed the amount to be charged; null if unknown
     */
    public static GatewayStatus of(GatewayAnswer answer, @Nullable Money agreed) {
        return switch (answer) {
            case GatewayAnswer.Captured a when isAnother(a.amount(), agreed) ->
                    capturedOtherwise(a.amount(), agreed);
            case GatewayAnswer.PartlyRefunded a when isAnother(a.amount(), agreed) ->
                    capturedOtherwise(a.amount(), agreed);
            case GatewayAnswer.Captured a -> new GatewayStatus(Kind.CAPTURED, a.amount(), null);
            case GatewayAnswer.Declined a -> new GatewayStatus(Kind.DECLINED, null, a.reason());
            case GatewayAnswer.Cancelled a -> new GatewayStatus(Kind.CANCELLED, null, null);
            case GatewayAnswer.Refunded a -> new GatewayStatus(Kind.REFUNDED, a.amount(), null);
            case GatewayAnswer.PartlyRefunded a ->
                    new GatewayStatus(Kind.PARTLY_REFUNDED, a.refunded(), null);
            case GatewayAnswer.Disputed a ->
                    new GatewayStatus(Kind.DISPUTED, a.amount(), a.reason());
            // Not the action itself: it is only for the buyer, not for readers of a finding.
            case GatewayAnswer.ActionRequired a ->
                    new GatewayStatus(Kind.ACTION_REQUIRED, null, null);
            case GatewayAnswer.NotFound a -> new GatewayStatus(Kind.NOT_FOUND, null, null);
            case GatewayAnswer.Unknown a -> new GatewayStatus(Kind.UNKNOWN, null, a.detail());
            case GatewayAnswer.Refused a -> new GatewayStatus(Kind.REFUSED, null, a.detail());
            case GatewayAnswer.Misconfigured a ->
                    new GatewayStatus(Kind.MISCONFIGURED, null, a.cause());
            case GatewayAnswer.RefundRefused a -> throw new IllegalArgumentException("no poll");
        };
    }

    /**
     * Returns the text for the record: its meaning, and the amounts if the meaning does not imply
     * them.
     */
    public String written() {
        return kind == Kind.CAPTURED_OTHERWISE ? kind + ": " + detail : kind.name();
    }

    private static boolean isAnother(Money captured, @Nullable Money agreed) {
        return agreed != null && !captured.equals(agreed);
    }

    private static GatewayStatus capturedOtherwise(Money captured, @Nullable Money agreed) {
        return new GatewayStatus(
                Kind.CAPTURED_OTHERWISE,
                captured,
                "captured %s, agreed %s".formatted(written(captured), written(agreed)));
    }

    private static String written(@Nullable Money amount) {
        return amount == null
                ? "nothing"
                : "%d %s (minor units)".formatted(amount.amountMinor(), amount.currency());
    }

    /** Returns the finding for payment-service; empty if it could not act on it. */
    public Optional<GatewayFinding> finding(PaymentId paymentId, String gateway, Instant at) {
        return Optional.ofNullable(kind.verdict)
                .map(verdict ->
                        new GatewayFinding(
                                paymentId,
                                gateway,
                                GatewayFinding.Source.QUERY,
                                verdict,
                                amount,
                                detail,
                                at));
    }

    /** Returns the fact about the round; empty if the answer leaves it open. */
    public Optional<ObservedEvent> fact(int round, Instant at) {
        return switch (kind) {
            case CAPTURED, PARTLY_REFUNDED, DISPUTED ->
                    Optional.of(
                            new ObservedEvent(ObservedEvent.Kind.GATEWAY_CAPTURED, round, 0, at));
            case DECLINED, CANCELLED ->
                    Optional.of(new ObservedEvent(ObservedEvent.Kind.GATEWAY_CLOSED, round, 0, at));
            // payment-service reports refunds: they have numbers, which the gateway's answer lacks.
            case REFUNDED -> Optional.empty();
            // Neither paid nor closed: a person must have it corrected at the gateway.
            case CAPTURED_OTHERWISE -> Optional.empty();
            case ACTION_REQUIRED, NOT_FOUND, UNKNOWN, REFUSED, MISCONFIGURED -> Optional.empty();
        };
    }
}
