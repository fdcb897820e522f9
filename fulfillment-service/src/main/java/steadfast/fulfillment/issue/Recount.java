package steadfast.fulfillment.issue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steadfast.events.OrderId;
import steadfast.events.Sku;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.IssueDecision.Move;
import steadfast.fulfillment.lifecycle.IssueSignal.CardsCounted;
import steadfast.fulfillment.lifecycle.Issuing;
import steadfast.fulfillment.lifecycle.Issuing.Confirming;
import steadfast.fulfillment.lifecycle.Issuing.Counting;
import steadfast.fulfillment.lifecycle.Issuing.Issued;
import steadfast.fulfillment.lifecycle.Issuing.NotAsked;
import steadfast.fulfillment.lifecycle.Issuing.Waiting;
import steadfast.fulfillment.lifecycle.Issuing.Withdrawn;
import steadfast.fulfillment.lifecycle.IssuingLifecycle;
import steadfast.fulfillment.lifecycle.Permission;
import steadfast.fulfillment.store.Cards;
import steadfast.fulfillment.store.IssueRepository;
import steadfast.fulfillment.store.IssueRepository.Open;
import steadfast.fulfillment.store.Stock;

/**
 * Counts a SKU's free cards under its lock and gives them to waiting orders, oldest first. An order
 * that is too big for the remaining stock does not block smaller ones behind it: otherwise all of
 * them would miss their time to live.
 *
 * <p>Locks are taken in the order SKU, cards, orders. It waits for cards only before it holds an
 * order, and transactions that hold cards never wait for the SKU, so there can be no deadlock.
 */
@ApplicationScoped
public class Recount {

    private final Stock stock;
    private final Cards cards;
    private final IssueRepository issueRepository;
    private final IssueConfig config;
    private final IssuingLifecycle lifecycle;
    private final Clock clock;

    Recount(
            Stock stock,
            Cards cards,
            IssueRepository issueRepository,
            IssueConfig config,
            IssuingLifecycle lifecycle,
            Clock clock) {
        this.stock = stock;
        this.cards = cards;
        this.issueRepository = issueRepository;
        this.config = config;
        this.lifecycle = lifecycle;
        this.clock = clock;
    }

    /**
     * Recounts every SKU that needs it, each in its own transactions, and returns how many orders
     * were issued.
     */
    public int all() {
        return issueRepository.skusToRecount().stream().mapToInt(this::one).sum();
    }

    /** The point at which a pass over the open orders stopped. */
    private record Pass(int issued, @Nullable OrderId last) {}

    private int one(Sku sku) {
        int issued = 0;
        Optional<OrderId> after = Optional.empty();
        do {
            Optional<OrderId> from = after;
            Pass pass = QuarkusTransaction.requiringNew().call(() -> pass(sku, from));
            issued += pass.issued();
            after = Optional.ofNullable(pass.last());
        } while (after.isPresent());
        return issued;
    }

    private Pass pass(Sku sku, Optional<OrderId> after) {
        if (!stock.tryLock(sku)) {
            // Other SKUs must not wait for a large import; its commit, or the next run, wakes us.
            return new Pass(0, null);
        }
        List<Open> wanting = issueRepository.open(sku, after, config.recountBatch());
        long demand = wanting.stream().mapToLong(Open::quantity).sum();
        // Either all that these orders want together, or all that is free.
        List<CardId> free = cards.lockAll(sku, demand);
        List<Issuing> open = issueRepository.lockOpen(wanting);
        int used = 0;
        int issued = 0;
        for (Issuing order : open) {
            Issuing next = issue(order, free.subList(used, free.size()));
            used += takenCards(next);
            issued += next instanceof Issued ? 1 : 0;
        }
        boolean more = wanting.size() == config.recountBatch();
        return new Pass(issued, more ? wanting.getLast().orderId() : null);
    }

    /** Returns the result for the order: it takes all of the cards that it bought, or none. */
    private Issuing issue(Issuing order, List<CardId> free) {
        Instant now = clock.instant();
        if (!(lifecycle.decide(order, new CardsCounted(free.size(), now)) instanceof Move move)) {
            return order;
        }
        if (move.next() instanceof Issued(Permission permission, Instant at)) {
            cards.issue(free.subList(0, permission.quantity()), permission, at);
        }
        issueRepository.move(order, move);
        return move.next();
    }

    /**
     * Returns how many cards the orders behind this one cannot get. An order that asks about its
     * money first takes none, but no more orders need to ask than could be served.
     */
    private static int takenCards(Issuing order) {
        return switch (order) {
            case Issued(Permission permission, Instant _) -> permission.quantity();
            case Confirming(Permission permission, Instant _) -> permission.quantity();
            case NotAsked _ -> 0;
            case Counting _ -> 0;
            case Waiting _ -> 0;
            case Withdrawn _ -> 0;
        };
    }
}
