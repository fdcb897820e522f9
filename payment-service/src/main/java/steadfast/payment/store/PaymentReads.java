package steadfast.payment.store;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import steadfast.events.OrderId;
import steadfast.http.ProblemException;
import steadfast.http.share.DatabaseShare;

/** Limits operators' reads to their share of the database: many reloads hold up no payment. */
@Startup
@ApplicationScoped
public class PaymentReads {
    private final DatabaseShare share;
    private final Payments payments;

    PaymentReads(PaymentReadConfig config, Payments payments) {
        this.share =
                new DatabaseShare(config.maxConcurrent(), config.maxWaiting(), config.maxWait());
        this.payments = payments;
    }

    /**
     * Reads every round of the order, the first one first, when its turn comes.
     *
     * @throws ProblemException {@code too-many-requests} if the turn does not come in time
     */
    public List<PaymentView> ofOrder(OrderId orderId) {
        return share.run(() -> payments.ofOrder(orderId));
    }
}
