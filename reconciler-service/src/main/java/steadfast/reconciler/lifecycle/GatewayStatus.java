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
 * What the gateway answered to one poll.
 *
 * @param kind what it comes to
 * @param amount captured, or refunded so far; null where there is none
 * @param detail the gateway's own words, for people; null if it said none
 */
public record GatewayStatus(Kind kind, @Nullable Money amount, @Nullable String detail) {

    /** The answers, and what follows from each. */
    public enum Kind {
        CAPTURED(Verdict.CAPTURED, true),
        /** It has money for this payment, of another amount than was agreed: it proves nothing. */
        CAPTURED_OTHERWISE(Verdict.CAPTURED, true),
        DECLINED(Verdict.DECLINED, true),
        CANCELLED(Verdict.CANCELLED, true),
        REFUNDED(Verdict.REFUNDED, true),
        PARTLY_REFUNDED(Verdict.PARTLY_REFUNDED, true),
        DISPUTED(Verdict.DISPUTED, true),
        /** The buyer may still act: to be asked again soon. */
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

        /** Whether the gateway said anything at all about the payment. */
        public boolean answers() {
            return verdict != null;
        }

        /** Whether it says how the payment ended. */
        public boolean definite() {
            return definite;
        }
    }

    /**
     * What the answer to a close comes to. "Not found" is a close where the deadline that the
     * gateway enforces, and its visibility lag, were over before it was asked.
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
     * What this answer comes to.
     *
     * @param agreed the amount that was to be charged; null if nobody told
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
            // Not the action itself: it is the buyer's, and no business of a finding's reader.
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

    /** As it stays on record: what it comes to, and where that is no proof of it, the amounts. */
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

    /** What payment-service is told; empty if it could do nothing with it. */
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

    /** What is known of the round from now on; empty if the answer leaves it open. */
    public Optional<ObservedEvent> fact(int round, Instant at) {
        return switch (kind) {
            case CAPTURED, PARTLY_REFUNDED, DISPUTED ->
                    Optional.of(
                            new ObservedEvent(ObservedEvent.Kind.GATEWAY_CAPTURED, round, 0, at));
            case DECLINED, CANCELLED ->
                    Optional.of(new ObservedEvent(ObservedEvent.Kind.GATEWAY_CLOSED, round, 0, at));
            // Payment-service tells of refunds: they have numbers, which the gateway's word lacks.
            case REFUNDED -> Optional.empty();
            // Neither paid nor closed: a person has it set right at the gateway.
            case CAPTURED_OTHERWISE -> Optional.empty();
            case ACTION_REQUIRED, NOT_FOUND, UNKNOWN, REFUSED, MISCONFIGURED -> Optional.empty();
        };
    }
}
