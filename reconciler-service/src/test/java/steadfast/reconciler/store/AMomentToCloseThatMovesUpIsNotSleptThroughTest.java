package steadfast.reconciler.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.reconciler.lifecycle.GatewayStatus;
import steadfast.reconciler.lifecycle.PollSchedule;
import steadfast.testkit.RealBrokerAndDatabase;

/** While a poll waits for the gateway, payment-service may say that the buyer has less time. */
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class AMomentToCloseThatMovesUpIsNotSleptThroughTest {

    private static final Duration PAUSE = Duration.ofMinutes(4);

    @Inject EntityManager database;

    /** Patient enough that nothing else asks about these payments meanwhile. */
    private final PolledPayments payments =
            new PolledPayments(new PollSchedule(PAUSE.dividedBy(2), PAUSE.multipliedBy(2), PAUSE));

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final PaymentId paymentId = PaymentId.first(new OrderId(UUID.randomUUID()));

    @Test
    void theNextPollIsThenAtThatMoment() {
        PolledPayment asked = asked();
        Instant closesAt = now.plusSeconds(60);
        closesAt(closesAt);

        assertThat(nextAfterAnAnswerTo(asked)).isEqualTo(closesAt);
    }

    @Test
    void aMomentThatIsOverDoesNotMakeAnybodyAskAtOnceForEver() {
        PolledPayment asked = asked();
        closesAt(now.minusSeconds(1));

        assertThat(nextAfterAnAnswerTo(asked)).isEqualTo(now.plus(PAUSE));
    }

    private PolledPayment asked() {
        return QuarkusTransaction.requiringNew()
                .call(() -> {
                    database.createNativeQuery(
                                    """
                                    insert into polled_payment (payment_id, aim, next_poll_at, closes_at, polls)
                                    values (:paymentId, 'QUERY_THEN_CLOSE', :later, :later, 0)\
                                    """)
                            .setParameter("paymentId", paymentId.toString())
                            .setParameter("later", now.plus(Duration.ofHours(1)))
                            .executeUpdate();
                    return payments.polled(paymentId).orElseThrow();
                });
    }

    private void closesAt(Instant moment) {
        QuarkusTransaction.requiringNew()
                .run(() ->
                        database.createNativeQuery(
                                        "update polled_payment set closes_at = :moment where payment_id ="
                                                + " :paymentId")
                                .setParameter("moment", moment)
                                .setParameter("paymentId", paymentId.toString())
                                .executeUpdate());
    }

    private Instant nextAfterAnAnswerTo(PolledPayment asked) {
        GatewayStatus status = new GatewayStatus(GatewayStatus.Kind.UNKNOWN, null, null);
        QuarkusTransaction.requiringNew().run(() -> payments.answered(asked, status, 0, now));
        return QuarkusTransaction.requiringNew()
                .call(() -> payments.polled(paymentId).orElseThrow().nextPollAt());
    }
}
