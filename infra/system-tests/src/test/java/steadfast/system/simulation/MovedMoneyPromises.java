package steadfast.system.simulation;

import static steadfast.system.simulation.BrokenPromiseError.unless;

import java.time.Duration;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.order.lifecycle.OrderState;
import steadfast.order.lifecycle.OrderStatus;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;

/**
 * What the shop owes to money that somebody else moves: cards that are not out don't follow it, and
 * what is out comes before a person.
 */
final class MovedMoneyPromises {
    private static final String OF_CARDS =
            "I3 no cards for money that was gone, or disputed, when the gateway was last asked";
    private static final String OF_CASES = "what somebody else did with the money is in a case";

    /** So old may be what the gateway said last; and a query may have missed what came before. */
    private static final Duration NEWS_IS_OLD =
            SimulatedTime.CONFIRM_AFTER.plus(SimulatedTime.VISIBILITY_LAG);

    private final SimulatedShop shop;

    MovedMoneyPromises(SimulatedShop shop) {
        this.shop = shop;
    }

    /** Cards are about to leave. */
    void mayIssue(OrderId orderId) {
        PaymentId pays = shop.orders().row(orderId).state().payment();
        shop.ledger()
                .entry(pays)
                .filter(Ledger.Entry::forbidsCards)
                .ifPresent(entry ->
                        unless(
                                !entry.changedAt().plus(NEWS_IS_OLD).isBefore(shop.time().now()),
                                OF_CARDS,
                                pays + " is " + entry.standing()));
    }

    /** Whether somebody gave the order's money back, so that cards that are out may keep none. */
    boolean isBackByHand(OrderId orderId) {
        return shop.ledger()
                .has(entry ->
                        entry.paymentId().orderId().equals(orderId)
                                && entry.byHand()
                                && entry.standing() instanceof GatewayAnswer.Refunded);
    }

    /** Whether somebody else moved it and the shop may not know. */
    boolean isMoved(PaymentId paymentId) {
        return shop.ledger().entry(paymentId).filter(Ledger.Entry::byHand).isPresent();
    }

    /** Whether a refund of it failed later, and the shop may not know. */
    boolean isHereAgain(PaymentId paymentId) {
        return shop.ledger().entry(paymentId).filter(Ledger.Entry::refundFailed).isPresent();
    }

    /** At rest, when nothing is left to replay. */
    void everythingIsNamed() {
        for (Ledger.Entry entry : shop.ledger().entries()) {
            if (entry.byHand() && shop.callbacks().sendTruth(entry)) {
                isNamed(entry);
            } else if (entry.byHand()) {
                shop.tally().record(Situation.MOVED_AND_NEVER_TOLD);
            }
        }
        unless(!shop.watch().missesEvidence(), OF_CASES, "evidence is missing: " + shop);
    }

    private void isNamed(Ledger.Entry entry) {
        PaymentId paymentId = entry.paymentId();
        new LedgerPromises(shop).knowsItsMoney(shop.payments().find(paymentId));
        OrderRow order = shop.orders().row(paymentId.orderId());
        boolean pays = paymentId.equals(order.state().payment());
        boolean cards = pays && shop.cards().cardsOf(order.orderId()) > 0;
        switch (entry.standing()) {
            case GatewayAnswer.Refunded a -> {
                if (cards) {
                    inCase(
                            paymentId,
                            Kind.REFUND_ACCEPTED,
                            Situation.REFUND_AFTER_DELIVERY_IN_REVIEW);
                } else {
                    shop.tally().record(Situation.CARDS_WITHHELD_FROM_A_REFUND);
                }
            }
            case GatewayAnswer.PartlyRefunded a -> {
                if (!writtenOff(order, paymentId)) {
                    inCase(paymentId, Kind.PART_REFUND_ACCEPTED, Situation.PART_REFUND_IN_REVIEW);
                }
            }
            case GatewayAnswer.Disputed a -> {
                if (!writtenOff(order, paymentId)) {
                    inCase(paymentId, Kind.DISPUTE_ACCEPTED, Situation.DISPUTE_IN_REVIEW);
                }
                if (!cards) {
                    shop.tally().record(Situation.CARDS_WITHHELD_FROM_A_DISPUTE);
                    unless(
                            !(pays && order.state() instanceof OrderState.Issuing),
                            OF_CASES,
                            paymentId + " is disputed, and its cards wait for stock");
                }
            }
            // A refund that failed later. Where cards are out or nobody heard of it, all is well.
            case GatewayAnswer.Captured a -> {
                boolean known = isRefused(paymentId);
                if (known && !cards && !writtenOff(order, paymentId)) {
                    inCase(paymentId, Kind.WRITTEN_OFF, Situation.FAILED_REFUND_IN_REVIEW);
                }
            }
            case GatewayAnswer a -> throw new IllegalStateException("nobody makes it " + a);
        }
    }

    /** The refund was refused or failed, and a person ended the order without the money. */
    private boolean writtenOff(OrderRow order, PaymentId paymentId) {
        return order.status() == OrderStatus.REFUNDED && isRefused(paymentId);
    }

    private boolean isRefused(PaymentId paymentId) {
        return shop.payments().find(paymentId).state() instanceof PaymentState.RefundRefused;
    }

    private void inCase(PaymentId paymentId, Kind acceptance, Situation situation) {
        boolean open = shop.watch().openCase(paymentId.orderId()).isPresent();
        shop.tally().record(situation);
        unless(
                open || shop.watch().knows(acceptance, paymentId),
                OF_CASES,
                paymentId + " in no case: " + shop);
    }
}
