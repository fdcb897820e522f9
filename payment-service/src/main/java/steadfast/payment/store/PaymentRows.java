package steadfast.payment.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.payment.lifecycle.Payment;

/** The payment table. */
@ApplicationScoped
class PaymentRows implements PanacheRepositoryBase<PaymentRow, String> {
    private static final String INSERT_IF_ABSENT =
            """
            insert into payment (payment_id, order_id, round, amount_minor, currency, method,
                gateway, pay_by, status, created_at, updated_at)
            values (:id, :order, :round, :amount, :currency, :method, :gateway, :payBy, :status,
                :now, :now)
            on conflict (payment_id) do nothing\
            """;

    /** Two deliveries that race make one row, and neither transaction is hurt. */
    void insertIfAbsent(Payment payment, Instant now) {
        getEntityManager()
                .createNativeQuery(INSERT_IF_ABSENT)
                .setParameter("id", payment.paymentId().toString())
                .setParameter("order", payment.paymentId().orderId().value())
                .setParameter("round", payment.paymentId().round())
                .setParameter("amount", payment.amount().amountMinor())
                .setParameter("currency", payment.amount().currency())
                .setParameter("method", payment.method())
                .setParameter("gateway", payment.gateway())
                .setParameter("payBy", payment.payBy())
                .setParameter("status", PaymentMapping.REQUESTED)
                .setParameter("now", now)
                .executeUpdate();
    }

    Optional<PaymentRow> locked(PaymentId paymentId) {
        return findByIdOptional(paymentId.toString(), LockModeType.PESSIMISTIC_WRITE);
    }

    List<PaymentRow> roundsOf(OrderId orderId) {
        return list("orderId = ?1 order by round", orderId.value());
    }

    List<String> neverSent(Instant payByBefore, int limit) {
        return find(
                        "select p.paymentId from PaymentRow p where p.status = '"
                                + PaymentMapping.REQUESTED
                                + "' and p.payBy < ?1 order by p.payBy",
                        payByBefore)
                .project(String.class)
                .page(0, limit)
                .list();
    }
}
