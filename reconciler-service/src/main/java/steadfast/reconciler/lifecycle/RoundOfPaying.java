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

    /** Where a round's money is. */
    enum Money {
        /** Nobody knows: it may be captured, now or later. */
        UNCERTAIN,
        /** It never was captured and can't be any more. */
        CLOSED,
        /** The gateway has it. */
        CAPTURED,
        /** It went back. */
        REFUNDED,
        /** The gateway keeps it, and a person answers for that. */
        WRITTEN_OFF
    }

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

    /** The order counts this round's money as its own: for its cards, or until a person decides. */
    boolean taken() {
        return paid() || heard(Kind.ORDER_HELD);
    }

    boolean captured() {
        return taken() || heard(Kind.PAYMENT_SUCCEEDED);
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

    /** Something was said that makes a charge, sent or unsent, likely. */
    boolean inHands() {
        return heardAny(
                Kind.PAYMENT_STARTED,
                Kind.PAYMENT_UNRESOLVED,
                Kind.PAYMENT_ACTION_REQUIRED,
                Kind.ORDER_CANCEL_REQUESTED);
    }

    /** Payment-service spoke of it, so that it has a row of it. */
    boolean knownToPayment() {
        return heardAny(
                Kind.PAYMENT_STARTED, Kind.PAYMENT_UNRESOLVED, Kind.PAYMENT_ACTION_REQUIRED);
    }

    /** The order told how long this round lives. */
    boolean hasTimeToLive() {
        return heardAny(Kind.ORDER_SUBMITTED, Kind.ORDER_RETRY_REQUESTED);
    }

    /** Where its money is. A capture outweighs every close, whoever said which first. */
    Money money() {
        if (heard(Kind.PAYMENT_REFUNDED)) {
            return Money.REFUNDED;
        }
        if (heard(Kind.WRITTEN_OFF)) {
            return Money.WRITTEN_OFF;
        }
        if (heard(Kind.ORDER_REFUNDED)) {
            return Money.REFUNDED;
        }
        if (captured() || refunding() || heard(Kind.GATEWAY_CAPTURED)) {
            return Money.CAPTURED;
        }
        return closed() || heard(Kind.GATEWAY_CLOSED) ? Money.CLOSED : Money.UNCERTAIN;
    }

    /** The gateway refused to give the money back, and nothing has come of it since. */
    boolean refundIsRefused() {
        return heard(Kind.PAYMENT_REFUND_REFUSED)
                && !hasUnansweredRefund()
                && money() == Money.CAPTURED;
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
