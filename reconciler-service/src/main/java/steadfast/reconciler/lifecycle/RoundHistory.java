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
 * The facts about one round, and what they imply: an answer that arrives before its request implies
 * the request, so that a late request changes nothing.
 */
final class RoundHistory {

    /** The place of a round's money. */
    enum Money {
        /** Unknown: it may be captured, now or later. */
        UNCERTAIN,
        /** It was never captured and can't be any more. */
        CLOSED,
        /** The gateway has it. */
        CAPTURED,
        /** It was fully refunded. */
        REFUNDED,
        /** The gateway keeps it, and a person is responsible for that. */
        WRITTEN_OFF
    }

    private final int number;

    /** The time of each, by the refund's number; 0 if it is not about a refund. */
    private final Map<Kind, Map<Integer, Instant>> facts = new EnumMap<>(Kind.class);

    RoundHistory(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    void add(Kind kind, int refundNumber, Instant at) {
        facts.computeIfAbsent(kind, absent -> new HashMap<>()).put(refundNumber, at);
    }

    boolean has(Kind kind) {
        return facts.containsKey(kind);
    }

    private boolean hasAny(Kind... kinds) {
        for (Kind kind : kinds) {
            if (has(kind)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the order accepted this round's money for its cards. */
    boolean paid() {
        return delivered()
                || hasAny(
                        Kind.ORDER_PAID,
                        Kind.PAYMENT_CONFIRMATION_REQUESTED,
                        Kind.ISSUE_CONFIRMATION_REQUESTED,
                        Kind.ISSUE_WITHDRAWAL_REQUESTED,
                        Kind.STOCK_SHORT,
                        Kind.ISSUE_WITHDRAWN);
    }

    /**
     * Returns whether the order accepted this round's money: for its cards, or until a person
     * decides.
     */
    boolean taken() {
        return paid() || has(Kind.ORDER_HELD);
    }

    /** Returns whether the cards for this round's money were issued. */
    boolean delivered() {
        return hasAny(Kind.CARDS_ISSUED, Kind.ORDER_COMPLETED, Kind.DELIVERY_EVIDENCE);
    }

    boolean captured() {
        return taken()
                || hasAny(
                        Kind.PAYMENT_SUCCEEDED,
                        Kind.PAYMENT_CONFIRMED,
                        Kind.PAYMENT_PARTLY_REFUNDED,
                        Kind.PAYMENT_DISPUTED);
    }

    /** Returns whether the payment was closed without a capture. */
    boolean closed() {
        return hasAny(Kind.PAYMENT_DECLINED, Kind.PAYMENT_CANCELLED);
    }

    /** Returns whether the order ended in this round without accepting its money. */
    boolean endedUnpaid() {
        return hasAny(Kind.ORDER_FAILED, Kind.ORDER_EXPIRED);
    }

    /**
     * Returns whether the money is being or was refunded, and the order with it. A refund at the
     * gateway after the cards were issued does not count.
     */
    boolean refunding() {
        return hasAny(Kind.REFUND_REQUESTED, Kind.PAYMENT_REFUND_REFUSED)
                || (!delivered() && hasAny(Kind.PAYMENT_REFUNDED, Kind.PAYMENT_REFUND_FAILED));
    }

    /**
     * Returns whether this round's money decides about the order: for its cards, until a person
     * decides, or because it is refunded.
     */
    boolean holdsTheOrder() {
        return taken()
                || hasAny(Kind.REFUND_REQUESTED, Kind.PAYMENT_REFUND_REFUSED, Kind.ORDER_REFUNDED);
    }

    /**
     * Returns whether the order published that it refunds the money: it requested the refund, or
     * the refund failed.
     */
    boolean givesBack() {
        return hasAny(
                Kind.REFUND_REQUESTED, Kind.PAYMENT_REFUND_REFUSED, Kind.PAYMENT_REFUND_FAILED);
    }

    /** Returns whether an event makes a charge, sent or not, likely. */
    boolean inHands() {
        return hasAny(
                Kind.PAYMENT_STARTED,
                Kind.PAYMENT_UNRESOLVED,
                Kind.PAYMENT_ACTION_REQUIRED,
                Kind.ORDER_CANCEL_REQUESTED);
    }

    /** Returns whether payment-service published an event about it, so that it has a row for it. */
    boolean knownToPayment() {
        return hasAny(Kind.PAYMENT_STARTED, Kind.PAYMENT_UNRESOLVED, Kind.PAYMENT_ACTION_REQUIRED);
    }

    /** Returns whether the order published this round's time to live. */
    boolean hasTimeToLive() {
        return hasAny(Kind.ORDER_SUBMITTED, Kind.ORDER_RETRY_REQUESTED);
    }

    /** Returns where its money is. A capture outweighs every close, regardless of their order. */
    Money money() {
        if (isBack()) {
            return Money.REFUNDED;
        }
        if (has(Kind.WRITTEN_OFF)) {
            return Money.WRITTEN_OFF;
        }
        if (has(Kind.ORDER_REFUNDED) && !has(Kind.PAYMENT_REFUND_FAILED)) {
            return Money.REFUNDED;
        }
        if (captured() || refunding() || has(Kind.GATEWAY_CAPTURED)) {
            return Money.CAPTURED;
        }
        return closed() || has(Kind.GATEWAY_CLOSED) ? Money.CLOSED : Money.UNCERTAIN;
    }

    /**
     * Returns whether a refund succeeded and did not fail later: each refund has its own number.
     */
    private boolean isBack() {
        return !numbers(Kind.PAYMENT_REFUND_FAILED).containsAll(numbers(Kind.PAYMENT_REFUNDED));
    }

    /** Returns whether the money was refunded, or a person is responsible for the rest. */
    boolean refundIsOver() {
        return isBack() || has(Kind.WRITTEN_OFF);
    }

    /**
     * Returns whether the order ended with its refund. After a refund that failed later, the order
     * publishes its end again: banks take days for that, so two services' clocks suffice to tell
     * which came last.
     */
    boolean endedRefunded() {
        return has(Kind.ORDER_REFUNDED)
                && (!has(Kind.PAYMENT_REFUND_FAILED)
                        || (refundIsOver()
                                && last(Kind.ORDER_REFUNDED)
                                        .isAfter(last(Kind.PAYMENT_REFUND_FAILED))));
    }

    /** Returns whether the gateway did not refund the money, and nothing has changed since. */
    boolean refundIsRefused() {
        return refunding()
                && hasAny(Kind.PAYMENT_REFUND_REFUSED, Kind.PAYMENT_REFUND_FAILED)
                && !hasUnansweredRefund()
                && money() == Money.CAPTURED;
    }

    /** Returns whether the last refund had succeeded before it failed. */
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
        return facts.getOrDefault(kind, Map.of()).keySet();
    }

    private int highest(Kind kind) {
        return numbers(kind).stream().mapToInt(one -> one).max().orElse(-1);
    }

    private Instant last(Kind kind) {
        Map<Integer, Instant> times = facts.getOrDefault(kind, Map.of());
        return times.isEmpty() ? Instant.MIN : Collections.max(times.values());
    }
}
