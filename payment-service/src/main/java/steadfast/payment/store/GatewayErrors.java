package steadfast.payment.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.ZoneOffset;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayError;
import steadfast.payment.lifecycle.GatewayCall;

/** Stores a gateway's last error message about a payment, for operators. */
@ApplicationScoped
public class GatewayErrors {
    private static final String KEEP =
            """
            insert into gateway_error (payment_id, operation, code, message, last_at, times)
            values (:payment, :operation, :code, :message, :now, 1)
            on conflict (payment_id) do update set operation = excluded.operation,
                code = excluded.code, message = excluded.message, last_at = excluded.last_at,
                times = gateway_error.times + 1\
            """;

    private final BoundedTransactions transactions;
    private final EntityManager entities;
    private final Clock clock;

    GatewayErrors(BoundedTransactions transactions, EntityManager entities, Clock clock) {
        this.transactions = transactions;
        this.entities = entities;
        this.clock = clock;
    }

    /** Stores the gateway's error for this call. */
    public void store(PaymentId paymentId, GatewayCall call, GatewayError error) {
        var _ =
                transactions.run(() ->
                        entities.createNativeQuery(KEEP)
                                .setParameter("payment", paymentId.toString())
                                .setParameter("operation", operation(call))
                                .setParameter("code", error.code())
                                .setParameter("message", error.message())
                                .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC))
                                .executeUpdate());
    }

    private static String operation(GatewayCall call) {
        return switch (call) {
            case GatewayCall.Charge charge -> "CHARGE";
            case GatewayCall.Query query -> "QUERY";
            case GatewayCall.Confirm confirm -> "QUERY";
            case GatewayCall.Cancel cancel -> "CANCEL";
            case GatewayCall.Refund refund -> "REFUND";
            case GatewayCall.AskForOtherAmount ask -> "QUERY";
            case GatewayCall.RefundOtherAmount refund -> "REFUND";
        };
    }
}
