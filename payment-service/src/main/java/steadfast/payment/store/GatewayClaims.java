package steadfast.payment.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.Money;
import steadfast.events.PaymentId;

/** What gateways claimed by signed callbacks, for whoever has nothing but the claim. */
@ApplicationScoped
public class GatewayClaims {
    private static final String COUNT =
            """
            select count(*) from gateway_callback
            where payment_id = :payment and claim = :claim and gateway = :gateway\
            """;

    private final BoundedTransactions transactions;
    private final EntityManager entities;

    GatewayClaims(BoundedTransactions transactions, EntityManager entities) {
        this.transactions = transactions;
        this.entities = entities;
    }

    /**
     * Whether a callback of this gateway, well signed, said that so much of the payment went back.
     * Whoever can write to Kafka can say a finding; a callback is on record before its finding
     * leaves.
     */
    public boolean tellOfPart(PaymentId paymentId, String gateway, Money part) {
        return transactions.run(() ->
                entities.createNativeQuery(COUNT, Long.class)
                        .setParameter("payment", paymentId.toString())
                        .setParameter(
                                "claim", GatewayCallbacks.claim(Verdict.PARTLY_REFUNDED, part))
                        .setParameter("gateway", gateway)
                        .getSingleResult()
                        .equals(1L));
    }
}
