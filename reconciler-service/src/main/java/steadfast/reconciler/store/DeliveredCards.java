package steadfast.reconciler.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import steadfast.events.FulfillmentEvent.CardEvidence;
import steadfast.events.FulfillmentEvent.DeliveryEvidence;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;

/**
 * The evidence of what was delivered; its methods join the caller's transaction. Written only while
 * the order's row is locked.
 */
@ApplicationScoped
public class DeliveredCards {

    private final EntityManager database;

    DeliveredCards(EntityManager database) {
        this.database = database;
    }

    /** Stores the report, unless a later one is stored. */
    public void store(DeliveryEvidence evidence, Instant publishedAt) {
        evidence.cards().forEach(card -> store(evidence, card, publishedAt));
    }

    private void store(DeliveryEvidence evidence, CardEvidence card, Instant publishedAt) {
        database.createNativeQuery(
                        """
                        insert into delivered_card as known (order_id, card_id, payment_id, issued_at, reveals,
                            first_revealed_at, last_revealed_at, said_at)
                        values (:orderId, :cardId, :paymentId, :issuedAt, :reveals,
                            cast(:first as timestamptz), cast(:last as timestamptz), :saidAt)
                        on conflict (order_id, card_id) do update set
                            reveals = excluded.reveals,
                            first_revealed_at = excluded.first_revealed_at,
                            last_revealed_at = excluded.last_revealed_at,
                            said_at = excluded.said_at
                        where known.said_at <= excluded.said_at
                        """)
                .setParameter("orderId", evidence.orderId().value())
                .setParameter("cardId", card.cardId())
                .setParameter("paymentId", evidence.paymentId().toString())
                .setParameter("issuedAt", evidence.issuedAt())
                .setParameter("reveals", card.reveals())
                .setParameter("first", card.firstRevealedAt())
                .setParameter("last", card.lastRevealedAt())
                .setParameter("saidAt", publishedAt)
                .executeUpdate();
    }

    /** Returns the delivered cards of these orders; none for orders without evidence. */
    public Map<OrderId, List<DeliveredCard>> ofOrders(Collection<OrderId> orderIds) {
        List<?> rows =
                database.createNativeQuery(
                                "select order_id, payment_id, card_id, issued_at, reveals,"
                                        + " first_revealed_at, last_revealed_at from delivered_card"
                                        + " where order_id = any (?1) order by card_id",
                                Tuple.class)
                        .setParameter(1, orderIds.stream().map(OrderId::value).toArray(UUID[]::new))
                        .getResultList();
        return rows.stream()
                .map(row -> card((Tuple) row))
                .collect(Collectors.groupingBy(DeliveredCard::orderId));
    }

    private static DeliveredCard card(Tuple row) {
        return new DeliveredCard(
                new OrderId(row.get("order_id", UUID.class)),
                PaymentId.parse(row.get("payment_id", String.class)),
                row.get("card_id", UUID.class),
                row.get("issued_at", Instant.class),
                row.get("reveals", Integer.class),
                row.get("first_revealed_at", Instant.class),
                row.get("last_revealed_at", Instant.class));
    }
}
