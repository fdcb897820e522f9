package steadfast.payment.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.stream.Stream;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayReferences;

/** Stores the gateways' names for our payments in a table; each call is its own transaction. */
@ApplicationScoped
public class GatewayReferenceTable implements GatewayReferences {
    private static final String FIND =
            """
            select reference from gateway_reference
            where gateway = :gateway and payment_id = :payment\
            """;
    private static final String STORE =
            """
            insert into gateway_reference (gateway, payment_id, reference)
            values (:gateway, :payment, :reference)
            on conflict (gateway, payment_id) do nothing\
            """;

    private final BoundedTransactions transactions;
    private final EntityManager entities;

    GatewayReferenceTable(BoundedTransactions transactions, EntityManager entities) {
        this.transactions = transactions;
        this.entities = entities;
    }

    @Override
    public Optional<String> find(String gateway, PaymentId paymentId) {
        Stream<?> found =
                transactions
                        .run(() ->
                                entities.createNativeQuery(FIND, String.class)
                                        .setParameter("gateway", gateway)
                                        .setParameter("payment", paymentId.toString())
                                        .getResultList())
                        .stream();
        return found.map(String.class::cast).findFirst();
    }

    /** Waits for a concurrent store of the same payment, and keeps what that one stored. */
    @Override
    public void store(String gateway, PaymentId paymentId, String reference) {
        var _ =
                transactions.run(() ->
                        entities.createNativeQuery(STORE)
                                .setParameter("gateway", gateway)
                                .setParameter("payment", paymentId.toString())
                                .setParameter("reference", reference)
                                .executeUpdate());
    }
}
