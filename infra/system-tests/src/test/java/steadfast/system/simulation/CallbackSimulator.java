package steadfast.system.simulation;

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
 * What gateways send to the merchant by themselves: a callback for every change, in any order, any
 * number of times or never; and forged or wrong callbacks of theirs or others.
 */
final class CallbackSimulator {
    /** From then on a callback counts as late. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private static final List<Claim> CLAIMS = List.of(Claim.values());

    /** This gateway has one event ID for all callbacks about a payment, as some do. */
    private static final String SPARES_EVENT_IDS = "sandbox-b";

    private final SimulatedTime time;
    private final Coverage coverage;
    private final List<Notice> unsent = new ArrayList<>();
    private final List<Notice> sent = new ArrayList<>();
    private final Set<Notice> heeded = new HashSet<>();
    private final Map<String, Instant> sentAt = new HashMap<>();
    private long lastNumber;

    CallbackSimulator(SimulatedTime time, Coverage coverage) {
        this.time = time;
        this.coverage = coverage;
    }

    /** The payment stands so from now on, and the merchant is to be notified. */
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
    void comes(CallbackModel model, Predicate<Notice> early, Random random) {
        Notice notice = unsent.remove(random.nextInt(unsent.size()));
        look(notice, early);
        deliver(notice, model);
    }

    private void look(Notice notice, Predicate<Notice> early) {
        coverage.record(Situation.valueOf("CLAIMED_" + notice.claim()));
        if (early.test(notice)) {
            coverage.record(Situation.CALLBACK_EARLY);
        }
        if (notice.at().plus(LATE).isBefore(time.now())) {
            coverage.record(Situation.CALLBACK_LATE);
        }
        for (Notice other : sent) {
            boolean samePayment = other.paymentId().equals(notice.paymentId());
            if (samePayment && other.number() > notice.number()) {
                coverage.record(Situation.CALLBACK_OUT_OF_ORDER);
            }
            if (samePayment && other.eventId().equals(notice.eventId())) {
                coverage.record(Situation.CALLBACK_WITH_A_USED_EVENT_ID);
            }
        }
    }

    private void deliver(Notice notice, CallbackModel model) {
        sent.add(notice);
        Instant before = sentAt.put(claimKey(notice.paymentId(), notice.claim()), time.now());
        boolean saidJustNow =
                before != null && before.plus(CallbackModel.SAID_AGAIN_AFTER).isAfter(time.now());
        if (model.receive(notice) && !saidJustNow) {
            heeded.add(notice);
        }
    }

    /** One that came comes again, word by word. */
    void comesAgain(CallbackModel model, Random random) {
        coverage.record(Situation.CALLBACK_TWICE);
        var _ = model.receive(sent.get(random.nextInt(sent.size())));
    }

    /** One is forgotten. */
    void forgetAny(Random random) {
        coverage.record(Situation.CALLBACK_NEVER);
        var _ = unsent.remove(random.nextInt(unsent.size()));
    }

    /** Everything that is not forgotten comes. */
    void comeAll(CallbackModel model, Random random) {
        while (hasUnsent()) {
            comes(model, notice -> false, random);
        }
    }

    /** Well signed, and not so. */
    void lies(Ledger.Entry entry, CallbackModel model, Random random) {
        Claim truth = claim(entry);
        Claim claim = CLAIMS.get(random.nextInt(CLAIMS.size()));
        if (claim == truth) {
            return;
        }
        coverage.record(Situation.CALLBACK_CONTRADICTORY);
        deliver(notice(entry, claim, amount(claim, entry.amount())), model);
    }

    /** Somebody without the secret, with another sum in mind, or from another gateway. */
    void forges(Ledger.Entry entry, Situation how, CallbackModel model) {
        coverage.record(how);
        Notice truth = notice(entry, Claim.CAPTURED, entry.amount());
        boolean taken = model.receive(forged(truth, how));
        BrokenPromiseError.unless(
                !taken, "no forged callback is acknowledged", entry.paymentId().toString());
    }

    private static Notice forged(Notice truth, Situation how) {
        Money amount = truth.amount();
        boolean less = how == Situation.CALLBACK_OF_ANOTHER_AMOUNT && amount != null;
        return new Notice(
                truth.number(),
                how == Situation.CALLBACK_OF_ANOTHER_GATEWAY ? "another" : truth.gateway(),
                truth.eventId(),
                truth.paymentId(),
                truth.claim(),
                less ? new Money(amount.amountMinor() - 1, amount.currency()) : amount,
                how != Situation.CALLBACK_WITH_A_BAD_SIGNATURE,
                truth.at());
    }

    /** Well signed, about a payment that is none yet. */
    void speaksOfTheNextRound(Ledger.Entry entry, CallbackModel model, Random random) {
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
        lies(unknown, model, random);
    }

    /** Whether what stands was sent, acknowledged, and not sent a moment before. */
    boolean sendTruth(Ledger.Entry entry) {
        Claim claim = claim(entry);
        return heeded.stream()
                .anyMatch(notice ->
                        notice.paymentId().equals(entry.paymentId())
                                && notice.claim() == claim
                                && !notice.at().isBefore(entry.changedAt()));
    }

    private static String claimKey(PaymentId paymentId, Claim claim) {
        return paymentId + " " + claim;
    }
}
