package steadfast.system.simulation;

import static steadfast.system.simulation.BrokenPromiseError.unless;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.order.lifecycle.OrderState;
import steadfast.order.lifecycle.OrderStatus;
import steadfast.order.view.OrderView;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.reconciler.lifecycle.Expectation;
import steadfast.reconciler.lifecycle.Expected;

/**
 * The promises, judged from outside: by the gateway's ledger, the table of cards, and what buyers
 * were told.
 */
final class Promises {
    static final String AGREEMENT = "services never contradict one another";

    private static final String I1 = "I1 nothing that was acknowledged is lost";
    private static final String I2 = "I2 captured at most once, net of refunds";
    private static final String I3 = "I3 a paid order gets exactly its cards, never a refund too";
    private static final String I4 = "I4 no cards for an order told failed or expired";
    static final String I5 = "I5 money is conserved";
    private static final String I6 = "I6 no order says failed while the gateway says paid";
    private static final String I7 = "I7 final or in review by the time to live";

    private static final String OF_GATEWAYS = "a payment never changes its gateway";
    private static final String OF_PARKING = "what is parked goes on when its gateway is well";
    private static final String OF_ROUNDS =
            "no round starts before the one before it is dead at the gateway";
    private static final String OF_CHARGES = "kept from its charge until payBy, never charged";

    private final SimulatedShop shop;
    private final MovedMoneyPromises moved;
    private final Set<PaymentId> shutOut = new LinkedHashSet<>();

    Promises(SimulatedShop shop) {
        this.shop = shop;
        this.moved = new MovedMoneyPromises(shop);
    }

    /** Cards are about to leave: of an order called off only by its merchant's recorded word. */
    void mayIssue(OrderId orderId) {
        moved.mayIssue(orderId);
        OrderRow order = shop.orders().row(orderId);
        if (!order.endShown()) {
            return;
        }
        unless(shop.orders().permitsLateCards(order), I4, orderId + " is issued");
        unless(
                OrderView.of(order.state()).latePayment() != null,
                I4,
                orderId + " is issued, and its buyer is not told why");
    }

    /**
     * Time has passed.
     *
     * @param kept payments whose first charge an open circuit keeps back now
     */
    void deadlinesPass(List<Payment> kept) {
        for (Payment payment : kept) {
            if (shop.time().now().isAfter(payment.payBy()) && shutOut.add(payment.paymentId())) {
                shop.tally().record(Situation.SHUT_OUT_UNTIL_PAY_BY);
            }
        }
    }

    /** What holds after every single step. */
    void always() {
        for (PaymentId paymentId : shop.ledger().captured()) {
            int net = shop.ledger().net(paymentId);
            unless(net <= 1, I2, paymentId + " is captured " + net + " times");
            unless(net >= 0, I5, paymentId + " is paid back more often than captured");
        }
        for (PaymentId paymentId : shutOut) {
            unless(!shop.ledger().wasCharged(paymentId), OF_CHARGES, paymentId.toString());
        }
        shop.ledger()
                .gateways()
                .forEach((paymentId, books) ->
                        unless(books.size() == 1, OF_GATEWAYS, paymentId + " is in " + books));
        for (OrderRow order : shop.orders().rows()) {
            if (!order.decidedByAPerson()) {
                oneRoundAtATime(order.orderId());
            }
            int cards = shop.cards().cardsOf(order.orderId());
            int net = shop.ledger().net(order.orderId());
            unless(cards == 0 || cards == OrderModel.QUANTITY, I3, cards + " cards");
            unless(
                    cards == 0 || net > 0 || moved.isBackByHand(order.orderId()),
                    I3,
                    "cards are out and the money is not here");
            if (order.status() == OrderStatus.FAILED && !order.decidedByAPerson()) {
                failedForAReason(order, net);
            }
        }
    }

    /** (A person's word may leave a round behind before it is certain.) */
    private void oneRoundAtATime(OrderId orderId) {
        int alive = 0;
        for (Ledger.Entry entry : shop.ledger().entries()) {
            boolean lives = entry.open() || LedgerPromises.isHere(entry.standing());
            alive += lives && entry.paymentId().orderId().equals(orderId) ? 1 : 0;
        }
        unless(alive <= 1, OF_ROUNDS, orderId + " has " + alive);
    }

    /**
     * The gateway has no money and said a definite no, or was never asked for any. (After a
     * person's word a round may be left behind before its money is certain.)
     */
    private void failedForAReason(OrderRow order, int net) {
        unless(net <= 0, I6, order.orderId() + " is FAILED");
        PaymentId last = order.state().payment();
        Payment payment = shop.payments().find(last);
        boolean neverSent = payment != null && payment.state() instanceof PaymentState.Cancelled;
        boolean definite = shop.ledger().standing(last).map(LedgerPromises::isNo).orElse(neverSent);
        unless(definite, I6, last + " is FAILED, and the gateway never said so");
    }

    /** Every order is at its end, or somebody looks into it, whatever the gateway's weather. */
    void everyOrderIsFinalOrInReview() {
        for (OrderRow order : shop.orders().rows()) {
            boolean isFinal =
                    switch (order.status()) {
                        case COMPLETED, FAILED, EXPIRED, REFUNDED -> true;
                        case PENDING_PAYMENT -> false;
                        case PROCESSING, REFUNDING -> inReview(order);
                    };
            unless(isFinal, I7, order.state() + " with nothing expected of it");
        }
    }

    private boolean inReview(OrderRow order) {
        return order.state() instanceof OrderState.Paid
                && !shop.watch().expectations(order.orderId()).isEmpty();
    }

    /** Where no record was given up, nobody has to be asked for one again. */
    void nothingAcknowledgedIsLost() {
        for (OrderRow order : shop.orders().rows()) {
            unless(
                    shop.post().hasDeadLettersOf(order.orderId())
                            || !shop.watch().missesSomething(order.orderId()),
                    I1,
                    "missing " + shop.watch().expectations(order.orderId()));
        }
    }

    /** What holds as well once everything has come to rest. */
    void atRest() {
        always();
        everyOrderIsFinalOrInReview();
        unless(shop.post().parked().isEmpty(), OF_PARKING, shop.toString());
        for (OrderRow order : shop.orders().rows()) {
            cardsOrRefund(order);
        }
        for (PaymentId paymentId : shop.ledger().captured()) {
            if (shop.ledger().net(paymentId) > 0 && !moved.isMoved(paymentId)) {
                accountedFor(paymentId);
            }
        }
        shop.payments().payments().stream()
                .filter(payment -> !moved.isMoved(payment.paymentId()))
                .forEach(new LedgerPromises(shop)::knowsItsMoney);
    }

    /** What holds as well once no record is given up. */
    void whenNothingIsLeftToReplay() {
        moved.everythingIsNamed();
    }

    private void cardsOrRefund(OrderRow order) {
        int cards = shop.cards().cardsOf(order.orderId());
        boolean completed = order.status() == OrderStatus.COMPLETED;
        unless(completed == (cards > 0), I3, order.status() + " with " + cards + " cards");
        long kept =
                shop.payments().payments().stream()
                        .filter(payment -> payment.paymentId().orderId().equals(order.orderId()))
                        .filter(payment -> shop.ledger().net(payment.paymentId()) > 0)
                        .filter(payment -> !refundRefused(payment))
                        .filter(payment -> !moved.isHereAgain(payment.paymentId()))
                        .count();
        unless(kept <= 1, I2, order.orderId() + " keeps " + kept + " captures");
    }

    /** The gateway said a definite no to the refund: a person's case, until a person ends it. */
    private static boolean refundRefused(Payment payment) {
        return payment.state() instanceof PaymentState.RefundRefused;
    }

    private void accountedFor(PaymentId paymentId) {
        OrderRow order = shop.orders().row(paymentId.orderId());
        Payment payment = shop.payments().find(paymentId);
        if (payment != null && refundRefused(payment)) {
            boolean writtenOff = order.status() == OrderStatus.REFUNDED;
            boolean inCase = waitsFor(paymentId, Expected.DECISION_ON_REFUSED_REFUND);
            unless(writtenOff || inCase, I5, paymentId + " is refused a refund, and no case");
            return;
        }
        boolean pays = paymentId.equals(order.state().payment());
        boolean waitsForStock =
                order.state() instanceof OrderState.Issuing issuing && issuing.waitingForStock();
        boolean inReview =
                order.state() instanceof OrderState.Held
                        && waitsFor(paymentId, Expected.DECISION_ON_HELD_PAYMENT);
        if (inReview) {
            shop.tally().record(Situation.LATE_MONEY_IN_REVIEW);
        }
        unless(
                pays && (order.status() == OrderStatus.COMPLETED || waitsForStock || inReview),
                I5,
                paymentId + " is captured and its order " + order.state());
    }

    private boolean waitsFor(PaymentId paymentId, Expected what) {
        List<Expectation> open = shop.watch().expectations(paymentId.orderId());
        return open.contains(new Expectation(what, paymentId.round()));
    }
}
