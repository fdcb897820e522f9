package steadfast.system.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import steadfast.events.GatewayFinding;
import steadfast.events.GatewayFinding.Source;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.gateway.CallbackReading.Claim;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentState;

/**
 * Where payment-service takes callbacks: what is well signed, of the right amount and from the
 * payment's own gateway becomes a finding, once for each claim about a payment; and again, though
 * not at once, while the payment doesn't show what is claimed.
 */
final class CallbackModel {
    /** Until then a claim that is repeated is not passed on again. */
    static final Duration SAID_AGAIN_AFTER = Duration.ofMinutes(1);

    private final PaymentModel payments;
    private final Post post;
    private final SimulatedTime time;
    private final PlantedBug bug;
    private final Coverage coverage;
    private final Map<String, Instant> publishedAt = new HashMap<>();

    CallbackModel(
            PaymentModel payments,
            Post post,
            SimulatedTime time,
            PlantedBug bug,
            Coverage coverage) {
        this.payments = payments;
        this.post = post;
        this.time = time;
        this.bug = bug;
        this.coverage = coverage;
    }

    /** Whether it is acknowledged: then the gateway does not say it again. */
    boolean receive(Notice notice) {
        if (!notice.signed()) {
            return false;
        }
        @Nullable Payment payment = payments.find(notice.paymentId());
        if (payment == null) {
            coverage.record(Situation.CALLBACK_OF_AN_UNKNOWN_PAYMENT);
            publish(notice);
            return true;
        }
        boolean itsGateways = payments.gatewayNameOf(notice.paymentId()).equals(notice.gateway());
        if (!itsGateways || !isOfItsAmount(notice, payment)) {
            return false;
        }
        if (isShown(notice.claim(), payment.state())) {
            coverage.record(Situation.CALLBACK_OF_WHAT_IS_KNOWN);
            return true;
        }
        if (passesOn(notice, payment)) {
            publishedAt.put(bug.remembered(notice), time.now());
            publish(notice);
        }
        return true;
    }

    private static boolean isOfItsAmount(Notice notice, Payment payment) {
        return notice.amount() == null
                || notice.claim() == Claim.PARTLY_REFUNDED
                || notice.amount().equals(payment.amount());
    }

    private boolean passesOn(Notice notice, Payment payment) {
        Instant last = publishedAt.get(bug.remembered(notice));
        if (last == null) {
            return true;
        }
        boolean again =
                bug.receivesAgain()
                        && isOpen(notice.claim(), payment.state())
                        && !last.plus(SAID_AGAIN_AFTER).isAfter(time.now());
        if (again) {
            coverage.record(Situation.CALLBACK_PASSED_ON_AGAIN);
        }
        return again;
    }

    /** Whether the payment stands just where the claim says. */
    private static boolean isShown(Claim claim, PaymentState state) {
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

    /** Whether the claim, if it is true, would still be news to the payment. */
    private static boolean isOpen(Claim claim, PaymentState state) {
        return switch (state) {
            case PaymentState.Requested s -> true;
            case PaymentState.Sent s -> true;
            case PaymentState.Unknown s -> true;
            case PaymentState.ActionRequired s -> claim != Claim.ACTION_REQUIRED;
            case PaymentState.Declined s -> claim == Claim.CAPTURED || movesMoney(claim);
            case PaymentState.Cancelled s -> claim == Claim.CAPTURED || movesMoney(claim);
            case PaymentState.Captured s -> movesMoney(claim);
            case PaymentState.Refunding s -> claim == Claim.REFUNDED;
            case PaymentState.RefundRefused s -> claim == Claim.REFUNDED;
            case PaymentState.Refunded s -> claim == Claim.REFUND_FAILED;
        };
    }

    private static boolean movesMoney(Claim claim) {
        return switch (claim) {
            case REFUNDED, PARTLY_REFUNDED, DISPUTED -> true;
            case CAPTURED, DECLINED, ACTION_REQUIRED, CANCELLED, REFUND_FAILED -> false;
        };
    }

    private void publish(Notice notice) {
        var _ =
                post.publish(
                        new GatewayFinding(
                                notice.paymentId(),
                                notice.gateway(),
                                Source.CALLBACK,
                                verdict(notice.claim()),
                                notice.amount(),
                                null,
                                time.now()));
    }

    private static Verdict verdict(Claim claim) {
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
}
