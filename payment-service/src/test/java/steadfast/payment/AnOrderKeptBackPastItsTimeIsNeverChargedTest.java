package steadfast.payment;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static steadfast.payment.World.submitted;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.BusyWorkers;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;

@Tag("long")
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
@TestProfile(AnOrderKeptBackPastItsTimeIsNeverChargedTest.LongOpenCircuit.class)
class AnOrderKeptBackPastItsTimeIsNeverChargedTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @Inject World world;
    @Inject ScriptedGateway gateway;
    @Inject MeterRegistry meters;

    /** A circuit that stays open, without a probe, for longer than the order has time. */
    public static final class LongOpenCircuit implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "steadfast.payment.circuit.window",
                    "10",
                    "steadfast.payment.circuit.delay",
                    "25s",
                    "steadfast.messaging.retry.delays",
                    "2s");
        }
    }

    @Test
    void itsGatewaysCircuitOpenedBeforeItsChargeAndClosedAfterItsPayBy() {
        gateway.goDown();
        List<OrderId> early = Stream.generate(world::newOrder).limit(20).toList();
        early.forEach(order -> world.publish(submitted(order, "card")));
        await().atMost(LIMIT).until(() -> circuit() == 2);
        OrderId order = world.newOrder();
        Instant payBy = Instant.now().plus(ScriptedDirectory.CHARGE_TIMEOUT).plusSeconds(2);
        world.publish(submitted(order, "card", payBy));
        await().atMost(LIMIT).until(() -> parkedKeys().contains(order.toString()));
        gateway.recover();

        world.awaitClock(payBy);

        // Work that takes all shared threads does not hold it up.
        try (BusyWorkers _ = BusyWorkers.ofApplication()) {
            world.awaitState(PaymentId.first(order), PaymentState.Cancelled.class);
        }
        for (OrderId other : early) {
            world.awaitState(PaymentId.first(other), PaymentState.Captured.class);
        }
        await().atMost(LIMIT).until(() -> circuit() == 0);
        world.awaitQuiet(order);
        assertThat(gateway.calls(order)).isEmpty();
        assertThat(world.published(order)).containsExactly("PaymentCancelled");
    }

    private double circuit() {
        return meters.get("gateway.circuit").tag("gateway", ScriptedGateway.NAME).gauge().value();
    }

    private Set<String> parkedKeys() {
        return world.parked("order-events").stream().map(TestRecord::key).collect(toSet());
    }
}
