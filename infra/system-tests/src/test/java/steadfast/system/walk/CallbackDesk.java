package steadfast.system.walk;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import steadfast.events.GatewayFinding;
import steadfast.events.GatewayFinding.Source;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.gateway.CallbackReading.Claim;
import steadfast.payment.lifecycle.Payment;

/**
 * Where payment-service takes callbacks: what is well signed and of the right amount becomes a
 * finding, once for each claim about a payment.
 */
final class CallbackDesk {
    private final PaymentDesk payments;
    private final Post post;
    private final WalkedTime time;
    private final PlantedBug bug;
    private final Tally tally;
    private final Set<String> remembered = new HashSet<>();

    CallbackDesk(PaymentDesk payments, Post post, WalkedTime time, PlantedBug bug, Tally tally) {
        this.payments = payments;
        this.post = post;
        this.time = time;
        this.bug = bug;
        this.tally = tally;
    }

    /** Whether it is acknowledged: then the gateway does not say it again. */
    boolean take(Notice notice) {
        if (!notice.signed()) {
            return false;
        }
        @Nullable Payment payment = payments.find(notice.paymentId());
        if (payment == null) {
            tally.saw(Sight.CALLBACK_OF_AN_UNKNOWN_PAYMENT);
            say(notice);
            return true;
        }
        if (notice.amount() != null && !notice.amount().equals(payment.amount())) {
            return false;
        }
        if (remembered.add(bug.remembered(notice))) {
            say(notice);
        }
        return true;
    }

    private void say(Notice notice) {
        var _ =
                post.say(
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
        };
    }
}
