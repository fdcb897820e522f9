package steadfast.reconciler.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.ChargeRequest;

/**
 * The terms of each round of paying, and its gateway. Its methods join the caller's transaction.
 */
@ApplicationScoped
public class PaymentTerms {

    private final EntityManager database;

    PaymentTerms(EntityManager database) {
        this.database = database;
    }

    /** Stores the terms; they never change. */
    public void store(ChargeRequest terms) {
        database.createNativeQuery(
                        """
                        insert into payment_terms (payment_id, amount_minor, currency, payment_method, pay_by)
                        values (:paymentId, :amountMinor, :currency, :method, :payBy)
                        on conflict do nothing
                        """)
                .setParameter("paymentId", terms.paymentId().toString())
                .setParameter("amountMinor", terms.amount().amountMinor())
                .setParameter("currency", terms.amount().currency())
                .setParameter("method", terms.paymentMethod())
                .setParameter("payBy", terms.payBy())
                .executeUpdate();
    }

    /** Stores the gateway; it never changes. */
    public void storeGateway(PaymentId paymentId, String gateway) {
        database.createNativeQuery(
                        """
                        insert into payment_gateway (payment_id, gateway) values (:paymentId, :gateway)
                        on conflict do nothing
                        """)
                .setParameter("paymentId", paymentId.toString())
                .setParameter("gateway", gateway)
                .executeUpdate();
    }

    /** Returns all known data for asking a gateway. */
    public AskedPayment asked(PaymentId paymentId) {
        return new AskedPayment(
                paymentId, gateway(paymentId).orElse(null), find(paymentId).orElse(null));
    }

    private Optional<String> gateway(PaymentId paymentId) {
        List<?> rows =
                database.createNativeQuery(
                                "select gateway from payment_gateway where payment_id = :paymentId")
                        .setParameter("paymentId", paymentId.toString())
                        .getResultList();
        return rows.stream().findFirst().map(String.class::cast);
    }

    private Optional<ChargeRequest> find(PaymentId paymentId) {
        List<?> rows =
                database.createNativeQuery(
                                """
                                select amount_minor, currency, payment_method, pay_by
                                from payment_terms where payment_id = :paymentId
                                """,
                                Tuple.class)
                        .setParameter("paymentId", paymentId.toString())
                        .getResultList();
        return rows.stream().findFirst().map(row -> terms(paymentId, (Tuple) row));
    }

    private static ChargeRequest terms(PaymentId paymentId, Tuple row) {
        return new ChargeRequest(
                paymentId,
                new Money(row.get("amount_minor", Long.class), row.get("currency", String.class)),
                row.get("payment_method", String.class),
                row.get("pay_by", Instant.class));
    }
}
