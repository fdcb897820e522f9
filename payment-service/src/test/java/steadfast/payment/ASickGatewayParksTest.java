package steadfast.payment;

import static java.util.stream.Collectors.toMap;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.events.OperationsEvent.Decision;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;

/** The ladder has one rung of five seconds: the outage of a dozen probes would bury everything. */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
@TestProfile(ASickGatewayParksTest.QuickCircuit.class)
class ASickGatewayParksTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int PROBES = 2;
    private static final int PROBES_SEEN = 12;

    /** Long beside the time in which a slow machine parks a hundred records, so that most stay. */
    private static final long DELAY_MILLIS = 800;

    @Inject World world;
    @Inject ScriptedGateway gateway;
    @Inject MeterRegistry meters;

    /**
     * A circuit that soon opens and soon tries again, and a ladder that outlasts its opening: with
     * the others' rung of a moment a record could be dead before enough calls had failed.
     */
    public static final class QuickCircuit implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "steadfast.payment.circuit.window",
                    "10",
                    "steadfast.payment.circuit.delay",
                    DELAY_MILLIS + "ms",
                    "steadfast.payment.circuit.probes",
                    String.valueOf(PROBES),
                    "steadfast.messaging.retry.delays",
                    "5s");
        }
    }

    /** The next test begins with a gateway that is well, however this one ended. */
    @AfterEach
    void recover() {
        gateway.recover();
        await().atMost(LIMIT).until(() -> circuit() == 0);
    }

    @Test
    void howeverLongItIsDownNothingDiesAndAfterwardsEverythingIsChargedOnce() {
        OrderId paidBefore = captured("card");
        List<OrderId> early = sicken();
        long openedNanos = System.nanoTime();
        int callsBefore = gateway.allCalls();
        List<OrderId> later = submit(100);

        await().atMost(LIMIT).until(() -> parkedKeys().containsAll(keys(later)));
        await().atMost(LIMIT).until(() -> gateway.allCalls() >= callsBefore + PROBES_SEEN);

        int calls = gateway.allCalls() - callsBefore;
        long periods = Duration.ofNanos(System.nanoTime() - openedNanos).toMillis() / DELAY_MILLIS;
        assertThat(calls).as("only probes").isLessThanOrEqualTo((int) (PROBES * (periods + 2)));
        assertThat(world.buried("order-events")).isEmpty();
        assertThat(parkedWithMoreAttemptsThan(1)).isEmpty();
        assertThat(parkedWithMoreAttemptsThan(0)).doesNotContainAnyElementsOf(keys(later));
        // Looked at before the calls are: a probe may come between the two.
        Map<OrderId, PaymentState> states =
                later.stream()
                        .collect(
                                toMap(
                                        order -> order,
                                        order -> world.state(PaymentId.first(order))));
        List<OrderId> untried =
                later.stream().filter(order -> gateway.calls(order).isEmpty()).toList();
        assertThat(untried)
                .allSatisfy(order ->
                        assertThat(states.get(order)).isInstanceOf(PaymentState.Requested.class));
        // A second probe may find the circuit open again: then its call was refused, and is
        // counted.
        assertThat(untried).anySatisfy(order -> assertNeverSent(order, states.get(order)));
        world.publish(new RepairRequested(paidBefore, Owner.PAYMENT, "PaymentSucceeded"));
        assertThat(world.awaitPublished(paidBefore, published -> published.size() >= 3))
                .containsExactly("PaymentStarted", "PaymentSucceeded", "PaymentSucceeded");

        gateway.recover();

        for (OrderId order : all(early, later)) {
            world.awaitState(PaymentId.first(order), PaymentState.Captured.class);
            assertThat(gateway.captures(order)).isEqualTo(1);
        }
        assertThat(world.buried("order-events")).isEmpty();
    }

    @Test
    void refundsCancelsAndAPersonsCloseWaitForTheGateway() {
        OrderId refunded = captured("card");
        OrderId cancelled = actionRequired();
        OrderId closed = actionRequired();
        List<OrderId> early = sicken();

        world.publish(
                new RefundRequested(
                        refunded, PaymentId.first(refunded), 1, World.AMOUNT, "too late"));
        world.publish(new OrderCancelRequested(cancelled, PaymentId.first(cancelled)));
        world.publish(
                new ReviewDecided(
                        UUID.randomUUID(),
                        closed,
                        PaymentId.first(closed),
                        Decision.CLOSE,
                        "ops",
                        "PROCESSING",
                        1));
        int callsBefore = gateway.allCalls();
        await().atMost(LIMIT).until(() -> gateway.allCalls() >= callsBefore + PROBES_SEEN);
        assertThat(world.buried("order-events")).isEmpty();
        assertThat(world.buried("operations-events")).isEmpty();

        gateway.recover();

        world.awaitState(PaymentId.first(refunded), PaymentState.Refunded.class);
        assertThat(gateway.refunds(refunded)).isEqualTo(1);
        world.awaitState(PaymentId.first(cancelled), PaymentState.Cancelled.class);
        world.awaitState(PaymentId.first(closed), PaymentState.Cancelled.class);
        early.forEach(
                order -> world.awaitState(PaymentId.first(order), PaymentState.Captured.class));
    }

    /** Orders until the circuit opens. */
    private List<OrderId> sicken() {
        gateway.goDown();
        List<OrderId> orders = submit(20);
        await().atMost(LIMIT).until(() -> circuit() > 0);
        return orders;
    }

    private List<OrderId> submit(int count) {
        List<OrderId> orders = Stream.generate(world::newOrder).limit(count).toList();
        orders.forEach(order -> world.publish(submitted(order, "card")));
        return orders;
    }

    private OrderId captured(String method) {
        OrderId order = world.newOrder();
        world.publish(submitted(order, method));
        world.awaitState(PaymentId.first(order), PaymentState.Captured.class);
        return order;
    }

    private OrderId actionRequired() {
        OrderId order = world.newOrder();
        world.publish(submitted(order, "qr"));
        world.awaitState(PaymentId.first(order), PaymentState.ActionRequired.class);
        return order;
    }

    private double circuit() {
        return meters.get("gateway.circuit").tag("gateway", "scripted").gauge().value();
    }

    private Set<String> parkedKeys() {
        return world.parked("order-events").stream().map(TestRecord::key).collect(toSet());
    }

    private Set<String> parkedWithMoreAttemptsThan(int most) {
        return world.parked("order-events").stream()
                .filter(record -> Integer.parseInt(record.headers().get("failure-attempt")) > most)
                .map(TestRecord::key)
                .collect(toSet());
    }

    private static Set<String> keys(List<OrderId> orders) {
        return orders.stream().map(OrderId::toString).collect(toSet());
    }

    private void assertNeverSent(OrderId order, PaymentState state) {
        assertThat(state).isEqualTo(new PaymentState.Requested(0));
        assertThat(world.published(order)).isEmpty();
    }

    private static List<OrderId> all(List<OrderId> some, List<OrderId> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
