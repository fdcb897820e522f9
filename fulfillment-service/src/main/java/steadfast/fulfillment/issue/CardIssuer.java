package steadfast.fulfillment.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;
import steadfast.events.OrderEvent.IssueWithdrawalRequested;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.OrderId;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.Decision;
import steadfast.fulfillment.lifecycle.Decision.Contradiction;
import steadfast.fulfillment.lifecycle.Decision.Move;
import steadfast.fulfillment.lifecycle.Decision.Repeat;
import steadfast.fulfillment.lifecycle.Decision.Stay;
import steadfast.fulfillment.lifecycle.Issuing;
import steadfast.fulfillment.lifecycle.Issuing.Counting;
import steadfast.fulfillment.lifecycle.Issuing.Issued;
import steadfast.fulfillment.lifecycle.Issuing.NotAsked;
import steadfast.fulfillment.lifecycle.IssuingLifecycle;
import steadfast.fulfillment.lifecycle.Permission;
import steadfast.fulfillment.lifecycle.Signal;
import steadfast.fulfillment.lifecycle.Signal.CardsFound;
import steadfast.fulfillment.lifecycle.Signal.Paid;
import steadfast.fulfillment.lifecycle.Signal.RepairRequested;
import steadfast.fulfillment.lifecycle.Signal.WithdrawalRequested;
import steadfast.fulfillment.store.Cards;
import steadfast.fulfillment.store.Issuings;
import steadfast.fulfillment.store.RecountDue;
import steadfast.messaging.Outcome;

/**
 * Does what an order asks of its cards, inside the transaction that is already open. It takes cards
 * without ever waiting for another taker, so a batch of orders cannot deadlock with another one; an
 * order for which too few could be had at once is left to the {@link Recount}.
 */
@ApplicationScoped
public class CardIssuer {

    private static final Logger LOG = Logger.getLogger(CardIssuer.class);

    /** Once for a row that appeared between our look and our write; it never disappears again. */
    private static final int LOOKS = 2;

    private final Issuings issuings;
    private final Cards cards;
    private final IssuingLifecycle lifecycle;
    private final Event<RecountDue> recountDue;
    private final Clock clock;

    CardIssuer(
            Issuings issuings,
            Cards cards,
            IssuingLifecycle lifecycle,
            Event<RecountDue> recountDue,
            Clock clock) {
        this.issuings = issuings;
        this.cards = cards;
        this.lifecycle = lifecycle;
        this.recountDue = recountDue;
        this.clock = clock;
    }

    /**
     * Issues the order's cards, asks whether its money is there still, or leaves it to be counted.
     */
    public Outcome paid(OrderPaid paid) {
        return settle(paid.orderId(), new Paid(Permission.of(paid)));
    }

    /** Takes the permission back, if the cards are not out yet. */
    public Outcome withdraw(IssueWithdrawalRequested requested) {
        return settle(requested.orderId(), new WithdrawalRequested(requested.paymentId()));
    }

    /** Says again what was said of the order last. */
    public Outcome sayAgain(OrderId orderId) {
        return settle(orderId, new RepairRequested());
    }

    private Outcome settle(OrderId orderId, Signal signal) {
        for (int look = 1; look <= LOOKS; look++) {
            Issuing state = look(orderId, signal, look);
            Decision decision = lifecycle.decide(state, signal);
            switch (decision) {
                case Move move -> {
                    if (issuings.move(state, move)) {
                        if (move.next() instanceof Counting counting) {
                            issueAtOnce(counting);
                        }
                        return Outcome.DONE;
                    }
                }
                case Repeat _ -> {
                    issuings.sayAgain(orderId);
                    return Outcome.DONE;
                }
                case Stay _ -> {
                    return Outcome.DONE;
                }
                case Contradiction(String reason) -> {
                    LOG.errorf("contradiction: orderId=%s reason=%s", orderId, reason);
                    return new Outcome.Dead("contradiction", reason);
                }
            }
        }
        throw new IllegalStateException("order " + orderId + " appeared and disappeared");
    }

    /**
     * A permission is nearly always the first that is heard of an order; if not, the write finds
     * out.
     */
    private Issuing look(OrderId orderId, Signal signal, int look) {
        return look == 1 && signal instanceof Paid ? new NotAsked(orderId) : issuings.lock(orderId);
    }

    private void issueAtOnce(Counting counting) {
        Permission permission = counting.permission();
        List<CardId> found = cards.lockUncontended(permission.sku(), permission.quantity());
        CardsFound signal = new CardsFound(found.size(), clock.instant());
        if (lifecycle.decide(counting, signal) instanceof Move move) {
            if (move.next() instanceof Issued issued) {
                cards.issue(found, permission, issued.issuedAt());
            }
            issuings.move(counting, move);
        } else {
            recountDue.fire(new RecountDue());
        }
    }
}
