package steadfast.payment.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.Money;
import steadfast.events.PaymentId;

/**
 * The claims that gateways made by signed callbacks, for cases in which the claim is the only
 * source.
 */
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
     * Returns whether a correctly signed callback of this gateway reported a refund of this amount.
     * Anyone who can write to Kafka can forge a finding, but a genuine callback is on record before
     * its finding is sent.
     */
    public boolean hasPartRefund(PaymentId paymentId, String gateway, Money part) {
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
