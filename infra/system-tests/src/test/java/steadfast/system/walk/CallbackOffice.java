package steadfast.system.walk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.CallbackReading.Claim;
import steadfast.gateway.GatewayAnswer;

/**
 * What gateways say to the merchant by themselves: a callback for every change, in any order, any
 * number of times or never; and what they or others say that is not true.
 */
final class CallbackOffice {
    /** From then on a callback counts as late. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private static final List<Claim> CLAIMS = List.of(Claim.values());

    /** This gateway has one event ID for all that it says of a payment, as some do. */
    private static final String SPARES_EVENT_IDS = "sandbox-b";

    private final WalkedTime time;
    private final Tally tally;
    private final List<Notice> unsent = new ArrayList<>();
    private final List<Notice> sent = new ArrayList<>();
    private final Set<Notice> heeded = new HashSet<>();
    private final Map<String, Instant> saidAt = new HashMap<>();
    private long lastNumber;

    CallbackOffice(WalkedTime time, Tally tally) {
        this.time = time;
        this.tally = tally;
    }

    /** The payment stands so from now on, and the merchant is to hear of it. */
    void changed(Ledger.Entry entry) {
        Claim claim = claim(entry);
        if (claim != null) {
            unsent.add(notice(entry, claim, amount(claim, entry.amount())));
        }
    }

    private static @Nullable Claim claim(Ledger.Entry entry) {
        return entry.refundFailed() ? Claim.REFUND_FAILED : claim(entry.standing());
    }

    private static @Nullable Claim claim(GatewayAnswer standing) {
        return switch (standing) {
            case GatewayAnswer.Captured a -> Claim.CAPTURED;
            case GatewayAnswer.Declined a -> Claim.DECLINED;
            case GatewayAnswer.Cancelled a -> Claim.CANCELLED;
            case GatewayAnswer.ActionRequired a -> Claim.ACTION_REQUIRED;
            case GatewayAnswer.Refunded a -> Claim.REFUNDED;
            case GatewayAnswer.PartlyRefunded a -> Claim.PARTLY_REFUNDED;
            case GatewayAnswer.Disputed a -> Claim.DISPUTED;
            case GatewayAnswer.NotFound a -> null;
            case GatewayAnswer.RefundRefused a -> null;
            case GatewayAnswer.Unknown a -> null;
            case GatewayAnswer.Refused a -> null;
            case GatewayAnswer.Misconfigured a -> null;
        };
    }

    private static @Nullable Money amount(Claim claim, Money whole) {
        return switch (claim) {
            case CAPTURED, REFUNDED, DISPUTED -> whole;
            case PARTLY_REFUNDED -> Dashboard.partOf(whole);
            case DECLINED, CANCELLED, ACTION_REQUIRED, REFUND_FAILED -> null;
        };
    }

    private Notice notice(Ledger.Entry entry, Claim claim, @Nullable Money amount) {
        long number = ++lastNumber;
        String suffix = entry.gateway().equals(SPARES_EVENT_IDS) ? "" : " " + number;
        return new Notice(
                number,
                entry.gateway(),
                "evt " + entry.paymentId() + suffix,
                entry.paymentId(),
                claim,
                amount,
                true,
                time.now());
    }

    boolean hasUnsent() {
        return !unsent.isEmpty();
    }

    boolean hasSent() {
        return !sent.isEmpty();
    }

    /** Any callback that never came yet comes now. */
    void comes(CallbackDesk desk, Predicate<Notice> early, Random random) {
        Notice notice = unsent.remove(random.nextInt(unsent.size()));
        look(notice, early);
        deliver(notice, desk);
    }

    private void look(Notice notice, Predicate<Notice> early) {
        tally.saw(Sight.valueOf("CLAIMED_" + notice.claim()));
        if (early.test(notice)) {
            tally.saw(Sight.CALLBACK_EARLY);
        }
        if (notice.at().plus(LATE).isBefore(time.now())) {
            tally.saw(Sight.CALLBACK_LATE);
        }
        for (Notice other : sent) {
            boolean samePayment = other.paymentId().equals(notice.paymentId());
            if (samePayment && other.number() > notice.number()) {
                tally.saw(Sight.CALLBACK_OUT_OF_ORDER);
            }
            if (samePayment && other.eventId().equals(notice.eventId())) {
                tally.saw(Sight.CALLBACK_WITH_A_USED_EVENT_ID);
            }
        }
    }

    private void deliver(Notice notice, CallbackDesk desk) {
        sent.add(notice);
        Instant before = saidAt.put(said(notice.paymentId(), notice.claim()), time.now());
        boolean saidJustNow =
                before != null && before.plus(CallbackDesk.SAID_AGAIN_AFTER).isAfter(time.now());
        if (desk.take(notice) && !saidJustNow) {
            heeded.add(notice);
        }
    }

    /** One that came comes again, word by word. */
    void comesAgain(CallbackDesk desk, Random random) {
        tally.saw(Sight.CALLBACK_TWICE);
        var _ = desk.take(sent.get(random.nextInt(sent.size())));
    }

    /** One is forgotten. */
    void forgetAny(Random random) {
        tally.saw(Sight.CALLBACK_NEVER);
        var _ = unsent.remove(random.nextInt(unsent.size()));
    }

    /** Everything that is not forgotten comes. */
    void comeAll(CallbackDesk desk, Random random) {
        while (hasUnsent()) {
            comes(desk, notice -> false, random);
        }
    }

    /** Well signed, and not so. */
    void lies(Ledger.Entry entry, CallbackDesk desk, Random random) {
        Claim truth = claim(entry);
        Claim claim = CLAIMS.get(random.nextInt(CLAIMS.size()));
        if (claim == truth) {
            return;
        }
        tally.saw(Sight.CALLBACK_CONTRADICTORY);
        deliver(notice(entry, claim, amount(claim, entry.amount())), desk);
    }

    /** Somebody without the secret, with another sum in mind, or from another gateway. */
    void forges(Ledger.Entry entry, Sight how, CallbackDesk desk) {
        tally.saw(how);
        Notice truth = notice(entry, Claim.CAPTURED, entry.amount());
        boolean taken = desk.take(forged(truth, how));
        BrokenPromiseError.unless(
                !taken, "no forged callback is acknowledged", entry.paymentId().toString());
    }

    private static Notice forged(Notice truth, Sight how) {
        Money amount = truth.amount();
        boolean less = how == Sight.CALLBACK_OF_ANOTHER_AMOUNT && amount != null;
        return new Notice(
                truth.number(),
                how == Sight.CALLBACK_OF_ANOTHER_GATEWAY ? "another" : truth.gateway(),
                truth.eventId(),
                truth.paymentId(),
                truth.claim(),
                less ? new Money(amount.amountMinor() - 1, amount.currency()) : amount,
                how != Sight.CALLBACK_WITH_A_BAD_SIGNATURE,
                truth.at());
    }

    /** Well signed, about a payment that is none yet. */
    void speaksOfTheNextRound(Ledger.Entry entry, CallbackDesk desk, Random random) {
        Ledger.Entry unknown =
                new Ledger.Entry(
                        entry.gateway(),
                        new PaymentId(entry.paymentId().orderId(), entry.paymentId().round() + 1),
                        entry.amount(),
                        entry.payBy(),
                        entry.standing(),
                        entry.before(),
                        entry.changedAt(),
                        entry.byHand());
        lies(unknown, desk, random);
    }

    /** Whether what stands was told, acknowledged, and not said a moment before. */
    boolean toldTruly(Ledger.Entry entry) {
        Claim claim = claim(entry);
        return heeded.stream()
                .anyMatch(notice ->
                        notice.paymentId().equals(entry.paymentId())
                                && notice.claim() == claim
                                && !notice.at().isBefore(entry.changedAt()));
    }

    private static String said(PaymentId paymentId, Claim claim) {
        return paymentId + " " + claim;
    }
}
