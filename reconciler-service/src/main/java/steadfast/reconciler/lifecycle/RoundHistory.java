package steadfast.reconciler.lifecycle;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;

/**
 * What was heard of one round, and what it implies: an answer that comes before its question
 * implies the question, so that a late question changes nothing.
 */
final class RoundHistory {

    /** Where a round's money is. */
    enum Money {
        /** Nobody knows: it may be captured, now or later. */
        UNCERTAIN,
        /** It never was captured and can't be any more. */
        CLOSED,
        /** The gateway has it. */
        CAPTURED,
        /** It went back, whole. */
        REFUNDED,
        /** The gateway keeps it, and a person answers for that. */
        WRITTEN_OFF
    }

    private final int number;

    /** When each was said, by the refund's number; 0 for what is no refund. */
    private final Map<Kind, Map<Integer, Instant>> heard = new EnumMap<>(Kind.class);

    RoundHistory(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    void add(Kind kind, int refundNumber, Instant at) {
        heard.computeIfAbsent(kind, unheard -> new HashMap<>()).put(refundNumber, at);
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
        return delivered()
                || heardAny(
                        Kind.ORDER_PAID,
                        Kind.PAYMENT_CONFIRMATION_REQUESTED,
                        Kind.ISSUE_CONFIRMATION_REQUESTED,
                        Kind.ISSUE_WITHDRAWAL_REQUESTED,
                        Kind.STOCK_SHORT,
                        Kind.ISSUE_WITHDRAWN);
    }

    /** The order counts this round's money as its own: for its cards, or until a person decides. */
    boolean taken() {
        return paid() || heard(Kind.ORDER_HELD);
    }

    /** The cards for this round's money are out. */
    boolean delivered() {
        return heardAny(Kind.CARDS_ISSUED, Kind.ORDER_COMPLETED, Kind.DELIVERY_EVIDENCE);
    }

    boolean captured() {
        return taken()
                || heardAny(
                        Kind.PAYMENT_SUCCEEDED,
                        Kind.PAYMENT_CONFIRMED,
                        Kind.PAYMENT_PARTLY_REFUNDED,
                        Kind.PAYMENT_DISPUTED);
    }

    /** The payment was closed without a capture. */
    boolean closed() {
        return heardAny(Kind.PAYMENT_DECLINED, Kind.PAYMENT_CANCELLED);
    }

    /** The order ended in this round without taking its money. */
    boolean endedUnpaid() {
        return heardAny(Kind.ORDER_FAILED, Kind.ORDER_EXPIRED);
    }

    /**
     * The money goes back, or is back, and the order goes with it. Money that somebody gave back at
     * the gateway after the cards were out takes no order with it.
     */
    boolean refunding() {
        return heardAny(Kind.REFUND_REQUESTED, Kind.PAYMENT_REFUND_REFUSED)
                || (!delivered() && heardAny(Kind.PAYMENT_REFUNDED, Kind.PAYMENT_REFUND_FAILED));
    }

    /**
     * The order is about this round's money, and about no other's: for its cards, until a person
     * decides, or because it gives it back.
     */
    boolean holdsTheOrder() {
        return taken()
                || heardAny(
                        Kind.REFUND_REQUESTED, Kind.PAYMENT_REFUND_REFUSED, Kind.ORDER_REFUNDED);
    }

    /** The order says that it gives the money back: it asked for that, or its refund failed. */
    boolean givesBack() {
        return heardAny(
                Kind.REFUND_REQUESTED, Kind.PAYMENT_REFUND_REFUSED, Kind.PAYMENT_REFUND_FAILED);
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
        if (isBack()) {
            return Money.REFUNDED;
        }
        if (heard(Kind.WRITTEN_OFF)) {
            return Money.WRITTEN_OFF;
        }
        if (heard(Kind.ORDER_REFUNDED) && !heard(Kind.PAYMENT_REFUND_FAILED)) {
            return Money.REFUNDED;
        }
        if (captured() || refunding() || heard(Kind.GATEWAY_CAPTURED)) {
            return Money.CAPTURED;
        }
        return closed() || heard(Kind.GATEWAY_CLOSED) ? Money.CLOSED : Money.UNCERTAIN;
    }

    /** A refund succeeded, and did not fail later: each refund has a number of its own. */
    private boolean isBack() {
        return !numbers(Kind.PAYMENT_REFUND_FAILED).containsAll(numbers(Kind.PAYMENT_REFUNDED));
    }

    /** The money is back, or a person answers for what stays. */
    boolean refundIsOver() {
        return isBack() || heard(Kind.WRITTEN_OFF);
    }

    /**
     * The order ended with its money back. One whose refund failed later says so once more: banks
     * take days for that, so that two services' clocks tell which came last.
     */
    boolean endedRefunded() {
        return heard(Kind.ORDER_REFUNDED)
                && (!heard(Kind.PAYMENT_REFUND_FAILED)
                        || (refundIsOver()
                                && last(Kind.ORDER_REFUNDED)
                                        .isAfter(last(Kind.PAYMENT_REFUND_FAILED))));
    }

    /** The gateway did not give the money back, and nothing has come of it since. */
    boolean refundIsRefused() {
        return refunding()
                && heardAny(Kind.PAYMENT_REFUND_REFUSED, Kind.PAYMENT_REFUND_FAILED)
                && !hasUnansweredRefund()
                && money() == Money.CAPTURED;
    }

    /** The last refund had succeeded before it failed. */
    boolean refundFailedLater() {
        return highest(Kind.PAYMENT_REFUND_FAILED) > highest(Kind.PAYMENT_REFUND_REFUSED);
    }

    boolean hasUnansweredRefund() {
        Set<Integer> unanswered = new HashSet<>(numbers(Kind.REFUND_REQUESTED));
        unanswered.removeAll(numbers(Kind.PAYMENT_REFUNDED));
        unanswered.removeAll(numbers(Kind.PAYMENT_REFUND_REFUSED));
        unanswered.removeAll(numbers(Kind.PAYMENT_REFUND_FAILED));
        return !unanswered.isEmpty();
    }

    private Set<Integer> numbers(Kind kind) {
        return heard.getOrDefault(kind, Map.of()).keySet();
    }

    private int highest(Kind kind) {
        return numbers(kind).stream().mapToInt(one -> one).max().orElse(-1);
    }

    private Instant last(Kind kind) {
        Map<Integer, Instant> said = heard.getOrDefault(kind, Map.of());
        return said.isEmpty() ? Instant.MIN : Collections.max(said.values());
    }
}
