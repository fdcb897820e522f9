package steadfast.reconciler.lifecycle;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import steadfast.reconciler.lifecycle.Fact.Kind;

/**
 * What was heard of one round, and what it implies: an answer that comes before its question
 * implies the question, so that a late question changes nothing.
 */
final class RoundOfPaying {

    private final int number;
    private final Map<Kind, Set<Integer>> heard = new EnumMap<>(Kind.class);

    RoundOfPaying(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    void add(Kind kind, int refundNumber) {
        heard.computeIfAbsent(kind, unheard -> new HashSet<>()).add(refundNumber);
    }

    boolean heard(Kind kind) {
        return heard.containsKey(kind);
    }

    private boolean heardAny(Kind... kinds) {
        for (Kind kind : kinds) {
            if (heard(kind)) {
                return true;
            }
        }
        return false;
    }

    /** The order took this round's money for its cards. */
    boolean paid() {
        return heardAny(
                Kind.ORDER_PAID,
                Kind.ORDER_COMPLETED,
                Kind.ISSUE_WITHDRAWAL_REQUESTED,
                Kind.CARDS_ISSUED,
                Kind.STOCK_SHORT,
                Kind.ISSUE_WITHDRAWN);
    }

    boolean captured() {
        return paid() || heard(Kind.PAYMENT_SUCCEEDED);
    }

    /** The payment was closed without a capture. */
    boolean closed() {
        return heardAny(Kind.PAYMENT_DECLINED, Kind.PAYMENT_CANCELLED);
    }

    /** The order ended in this round without taking its money. */
    boolean endedUnpaid() {
        return heardAny(Kind.ORDER_FAILED, Kind.ORDER_EXPIRED);
    }

    boolean refunding() {
        return heardAny(Kind.REFUND_REQUESTED, Kind.PAYMENT_REFUNDED, Kind.PAYMENT_REFUND_REFUSED);
    }

    boolean hasUnansweredRefund() {
        Set<Integer> unanswered = new HashSet<>(numbers(Kind.REFUND_REQUESTED));
        unanswered.removeAll(numbers(Kind.PAYMENT_REFUNDED));
        unanswered.removeAll(numbers(Kind.PAYMENT_REFUND_REFUSED));
        return !unanswered.isEmpty();
    }

    private Set<Integer> numbers(Kind kind) {
        return heard.getOrDefault(kind, Set.of());
    }
}
