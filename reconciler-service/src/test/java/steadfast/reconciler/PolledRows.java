package steadfast.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import steadfast.events.PaymentId;
import steadfast.reconciler.store.PolledPayment;
import steadfast.reconciler.store.PolledPayments;

/** Reads the polled payments as they stand in the database. */
@ApplicationScoped
public class PolledRows {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private final PolledPayments payments;

    PolledRows(PolledPayments payments) {
        this.payments = payments;
    }

    public Optional<PolledPayment> find(PaymentId paymentId) {
        return QuarkusTransaction.requiringNew().call(() -> payments.polled(paymentId));
    }

    /** The row once it is as wanted. */
    public PolledPayment await(PaymentId paymentId, Predicate<PolledPayment> wanted) {
        Awaitility.await()
                .atMost(GENEROUS)
                .untilAsserted(() ->
                        assertThat(find(paymentId)).matches(row -> row.filter(wanted).isPresent()));
        return find(paymentId).orElseThrow();
    }

    /** Waits until nobody is going to ask about the payment any more. */
    public void awaitCertain(PaymentId paymentId) {
        Awaitility.await()
                .atMost(GENEROUS)
                .until(() -> find(paymentId).map(PolledPayment::nextPollAt).isEmpty());
    }
}
