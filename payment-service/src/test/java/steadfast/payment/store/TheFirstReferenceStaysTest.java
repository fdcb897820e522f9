package steadfast.payment.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.TimeOrderedIds;
import steadfast.gateway.GatewayReferences;
import steadfast.testkit.RealBrokerAndDatabase;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class TheFirstReferenceStaysTest {
    @Inject GatewayReferences references;
    @Inject DataSource dataSource;

    private final TimeOrderedIds ids = new TimeOrderedIds(Clock.systemUTC());

    @Test
    void whatWasStoredIsFoundUnderItsGatewayAlone() {
        PaymentId payment = newPayment();

        references.store("stripe", payment, "pi_1");

        assertThat(references.find("stripe", payment)).hasValue("pi_1");
        assertThat(references.find("stripe-eu", payment)).isEmpty();
        assertThat(references.find("stripe", newPayment())).isEmpty();
    }

    @Test
    void aSecondNameChangesNothing() {
        PaymentId payment = newPayment();
        references.store("stripe", payment, "pi_1");

        references.store("stripe", payment, "pi_2");

        assertThat(references.find("stripe", payment)).hasValue("pi_1");
    }

    @Test
    void ofTwoThatRaceBothReturnAndOneStays() throws Exception {
        for (int round = 0; round < 20; round++) {
            PaymentId payment = newPayment();
            var start = new CyclicBarrier(2);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Optional<String>> one =
                        threads.submit(() -> storeAndFind(start, payment, "pi_one"));
                Future<Optional<String>> other =
                        threads.submit(() -> storeAndFind(start, payment, "pi_other"));

                assertThat(one.get()).isPresent().isEqualTo(other.get());
            }
        }
    }

    /** Returned means committed: a connection that shares nothing with ours sees it. */
    @Test
    void whatReturnedIsCommitted() throws Exception {
        PaymentId payment = newPayment();
        references.store("stripe", payment, "pi_1");

        try (Connection other = dataSource.getConnection();
                var select =
                        other.prepareStatement(
                                "select reference from gateway_reference where payment_id = ?")) {
            select.setString(1, payment.toString());
            try (var found = select.executeQuery()) {
                assertThat(found.next()).isTrue();
                assertThat(found.getString(1)).isEqualTo("pi_1");
            }
        }
    }

    private Optional<String> storeAndFind(CyclicBarrier start, PaymentId payment, String reference)
            throws Exception {
        start.await();
        references.store("stripe", payment, reference);
        return references.find("stripe", payment);
    }

    private PaymentId newPayment() {
        return PaymentId.first(new OrderId(ids.next()));
    }
}
