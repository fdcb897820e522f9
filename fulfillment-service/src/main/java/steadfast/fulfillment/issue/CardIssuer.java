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
import steadfast.fulfillment.lifecycle.IssueDecision;
import steadfast.fulfillment.lifecycle.IssueDecision.Contradiction;
import steadfast.fulfillment.lifecycle.IssueDecision.Move;
import steadfast.fulfillment.lifecycle.IssueDecision.Repeat;
import steadfast.fulfillment.lifecycle.IssueDecision.Stay;
import steadfast.fulfillment.lifecycle.IssueSignal;
import steadfast.fulfillment.lifecycle.IssueSignal.CardsFound;
import steadfast.fulfillment.lifecycle.IssueSignal.Paid;
import steadfast.fulfillment.lifecycle.IssueSignal.RepairRequested;
import steadfast.fulfillment.lifecycle.IssueSignal.WithdrawalRequested;
import steadfast.fulfillment.lifecycle.Issuing;
import steadfast.fulfillment.lifecycle.Issuing.Counting;
import steadfast.fulfillment.lifecycle.Issuing.Issued;
import steadfast.fulfillment.lifecycle.Issuing.NotAsked;
import steadfast.fulfillment.lifecycle.IssuingLifecycle;
import steadfast.fulfillment.lifecycle.Permission;
import steadfast.fulfillment.store.Cards;
import steadfast.fulfillment.store.IssueRepository;
import steadfast.fulfillment.store.RecountDue;
import steadfast.messaging.Outcome;

/**
 * Carries out an order's requests about its cards, in the caller's transaction. It takes cards
 * without ever waiting for another transaction, so batches of orders cannot deadlock; an order for
 * which too few cards could be locked at once is left to {@link Recount}.
 */
@ApplicationScoped
public class CardIssuer {

    private static final Logger LOG = Logger.getLogger(CardIssuer.class);

    /** Once for a row that appeared between our read and our write; it never disappears again. */
    private static final int LOOKS = 2;

    private final IssueRepository issueRepository;
    private final Cards cards;
    private final IssuingLifecycle lifecycle;
    private final Event<RecountDue> recountDue;
    private final Clock clock;

    CardIssuer(
            IssueRepository issueRepository,
            Cards cards,
            IssuingLifecycle lifecycle,
            Event<RecountDue> recountDue,
            Clock clock) {
        this.issueRepository = issueRepository;
        this.cards = cards;
        this.lifecycle = lifecycle;
        this.recountDue = recountDue;
        this.clock = clock;
    }

    /**
     * Issues the order's cards, asks whether its money is still there, or leaves it to the recount.
     */
    public Outcome paid(OrderPaid paid) {
        return settle(paid.orderId(), new Paid(Permission.of(paid)));
    }

    /** Withdraws the permission, if the cards were not issued yet. */
    public Outcome withdraw(IssueWithdrawalRequested requested) {
        return settle(requested.orderId(), new WithdrawalRequested(requested.paymentId()));
    }

    /** Publishes the order's last events again. */
    public Outcome republish(OrderId orderId) {
        return settle(orderId, new RepairRequested());
    }

    private Outcome settle(OrderId orderId, IssueSignal signal) {
        for (int look = 1; look <= LOOKS; look++) {
            Issuing state = look(orderId, signal, look);
            IssueDecision decision = lifecycle.decide(state, signal);
            switch (decision) {
                case Move move -> {
                    if (issueRepository.move(state, move)) {
                        if (move.next() instanceof Counting counting) {
                            issueAtOnce(counting);
                        }
                        return Outcome.DONE;
                    }
                }
                case Repeat _ -> {
                    issueRepository.republish(orderId);
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
     * A permission is nearly always the first event about an order; if not, the write detects it.
     */
    private Issuing look(OrderId orderId, IssueSignal signal, int look) {
        return look == 1 && signal instanceof Paid
                ? new NotAsked(orderId)
                : issueRepository.lock(orderId);
    }

    private void issueAtOnce(Counting counting) {
        Permission permission = counting.permission();
        List<CardId> found = cards.lockUncontended(permission.sku(), permission.quantity());
        CardsFound signal = new CardsFound(found.size(), clock.instant());
        if (lifecycle.decide(counting, signal) instanceof Move move) {
            if (move.next() instanceof Issued issued) {
                cards.issue(found, permission, issued.issuedAt());
            }
            issueRepository.move(counting, move);
        } else {
            recountDue.fire(new RecountDue());
        }
    }
}
