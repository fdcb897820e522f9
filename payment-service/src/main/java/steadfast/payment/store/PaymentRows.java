package steadfast.payment.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.payment.lifecycle.Payment;

/** Reads the payment table. */
@ApplicationScoped
class PaymentRows implements PanacheRepositoryBase<PaymentRow, String> {
    Optional<Payment> payment(PaymentId paymentId) {
        return findByIdOptional(paymentId.toString()).map(PaymentRow::payment);
    }

    /** Returns the row, locked until the transaction ends. */
    Optional<PaymentRow> locked(PaymentId paymentId) {
        return findByIdOptional(paymentId.toString(), LockModeType.PESSIMISTIC_WRITE);
    }

    /** Stores what a repair will publish; the caller holds the row's lock. */
    void storeLastEvents(PaymentId paymentId, String lastEvents, Instant now) {
        var _ =
                getEntityManager()
                        .createNativeQuery(
                                "update payment set last_said = :said, updated_at = :now"
                                        + " where payment_id = :payment")
                        .setParameter("said", lastEvents)
                        .setParameter("now", now.atOffset(ZoneOffset.UTC))
                        .setParameter("payment", paymentId.toString())
                        .executeUpdate();
    }

    List<PaymentRow> roundsOf(OrderId orderId) {
        return list("orderId = ?1 order by round", orderId.value());
    }

    /** Returns the gateway's last errors about the order's rounds, by payment. */
    Map<String, GatewayErrorRow> errorsOf(List<PaymentRow> rounds) {
        List<String> ids = rounds.stream().map(row -> row.paymentId).toList();
        return getEntityManager()
                .createQuery(
                        "from GatewayErrorRow e where e.paymentId in :ids", GatewayErrorRow.class)
                .setParameter("ids", ids)
                .getResultStream()
                .collect(Collectors.toMap(row -> row.paymentId, row -> row));
    }

    List<String> neverSent(Instant payByBefore, int limit) {
        return find(
                        "select p.paymentId from PaymentRow p where p.status = '"
                                + StateColumns.REQUESTED
                                + "' and p.payBy < ?1 order by p.payBy",
                        payByBefore)
                .project(String.class)
                .page(0, limit)
                .list();
    }
}
