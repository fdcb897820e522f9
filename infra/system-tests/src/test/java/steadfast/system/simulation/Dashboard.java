package steadfast.system.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import steadfast.events.Money;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Disputed;
import steadfast.gateway.GatewayAnswer.PartlyRefunded;
import steadfast.gateway.GatewayAnswer.Refunded;

/**
 * What moves at the gateways without the shop: people give money back in the dashboard, banks
 * dispute payments, and what was given back comes back. The shop hears of it by a callback, if that
 * comes.
 */
final class Dashboard {
    /** What is given back in part is a third. */
    private static final int PARTS = 3;

    private final Ledger ledger;
    private final Coverage coverage;

    Dashboard(Ledger ledger, Coverage coverage) {
        this.ledger = ledger;
        this.coverage = coverage;
    }

    static Money partOf(Money whole) {
        return new Money(whole.amountMinor() / PARTS, whole.currency());
    }

    boolean hasMoney(Predicate<Ledger.Entry> wanted) {
        return ledger.has(wanted.and(Dashboard::isHere));
    }

    boolean hasWholeMoney() {
        return ledger.has(Dashboard::isWhole);
    }

    boolean hasDisputable() {
        return ledger.has(Dashboard::mayBeDisputed);
    }

    boolean hasRefunds() {
        return ledger.has(Dashboard::isBack);
    }

    /** Support gives everything back. */
    void refund(Predicate<Ledger.Entry> wanted, Random random) {
        String key = any(wanted.and(Dashboard::isHere), random);
        coverage.record(Situation.REFUNDED_BY_HAND);
        ledger.moved(key, new Refunded(ledger.find(key).amount()));
    }

    /** Support gives a part of it back. */
    void refundPart(Random random) {
        String key = any(Dashboard::isWhole, random);
        coverage.record(Situation.PARTLY_REFUNDED_BY_HAND);
        Money whole = ledger.find(key).amount();
        ledger.moved(key, new PartlyRefunded(whole, partOf(whole), capturedAt(key)));
    }

    /** The buyer goes to the bank. */
    void dispute(Random random) {
        String key = any(Dashboard::mayBeDisputed, random);
        coverage.record(Situation.DISPUTED_AT_THE_BANK);
        ledger.moved(
                key, new Disputed(ledger.find(key).amount(), capturedAt(key), "not recognised"));
    }

    /** The buyer's account is closed: what had gone back is here again. It takes banks days. */
    void refundFails(Random random) {
        String key = any(Dashboard::isBack, random);
        coverage.record(Situation.REFUND_FAILED_LATER);
        ledger.moved(key, new Captured(ledger.find(key).amount(), capturedAt(key)));
    }

    private Instant capturedAt(String key) {
        return ledger.capturedAt(ledger.find(key).paymentId());
    }

    private String any(Predicate<Ledger.Entry> wanted, Random random) {
        List<String> keys = ledger.keys(wanted);
        return keys.get(random.nextInt(keys.size()));
    }

    private static boolean isWhole(Ledger.Entry entry) {
        return entry.standing() instanceof Captured && !entry.refundFailed();
    }

    private static boolean isHere(Ledger.Entry entry) {
        GatewayAnswer standing = entry.standing();
        return standing instanceof Captured || standing instanceof PartlyRefunded;
    }

    /** A buyer who was to get the money back has it or asks for it, and not for more. */
    private static boolean mayBeDisputed(Ledger.Entry entry) {
        return isHere(entry) && !entry.refundFailed();
    }

    private static boolean isBack(Ledger.Entry entry) {
        return entry.standing() instanceof Refunded;
    }
}
