package steadfast.payment;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static steadfast.payment.World.submitted;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.payment.ScriptedGateway.Weather;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.ManagementPort;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;

@Tag("long")
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
@TestProfile(ASickGatewayParksTest.QuickCircuit.class)
class OneGatewaysTroubleIsNobodyElsesTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @Inject World world;
    @Inject ScriptedGateway sick;
    @Inject SecondGateway well;
    @Inject MeterRegistry meters;

    @AfterEach
    void recover() {
        sick.recover();
        await().atMost(LIMIT).until(() -> circuit("scripted") == 0);
    }

    @Test
    void whileItsTierGrowsTheOthersPaymentsGoOn() {
        List<OrderId> early = sicken();
        List<OrderId> parked = submit("card", 50);
        List<OrderId> others = submit(SecondGateway.METHOD, 50);

        for (OrderId order : others) {
            world.awaitState(PaymentId.first(order), PaymentState.Captured.class);
        }
        await().atMost(LIMIT).until(() -> parkedKeys().containsAll(keys(parked)));

        assertThat(circuit("scripted")).isPositive();
        assertThat(circuit("second")).isZero();
        assertThat(attemptsOf(keys(parked))).containsOnly("0");
        assertThat(parkedKeys()).doesNotContainAnyElementsOf(keys(others));
        assertThat(others)
                .allSatisfy(order -> assertThat(well.operations(order)).containsExactly("charge"));
        assertThat(world.buried("order-events")).isEmpty();
        assertThat(RestAssured.get(ManagementPort.at("/q/health/ready")).statusCode())
                .isEqualTo(200);
        assertThat(
                        RestAssured.get(ManagementPort.at("/q/health"))
                                .path("checks.find{it.name=='gateways'}.data.second")
                                .toString())
                .isEqualTo("CLOSED");

        sick.recover();
        for (OrderId order : Stream.concat(early.stream(), parked.stream()).toList()) {
            world.awaitState(PaymentId.first(order), PaymentState.Captured.class);
            assertThat(sick.captures(order)).isEqualTo(1);
        }
    }

    @Test
    void whoAskedUsToWaitIsLeftAloneForThatLong() {
        OrderId published = world.newOrder();
        sick.expect(published, Weather.THROTTLED);
        world.publish(submitted(published, "card"));
        await().atMost(LIMIT).until(() -> parkedKeys().contains(published.toString()));
        Instant over = Instant.now().plus(ScriptedGateway.RETRY_AFTER).minusSeconds(1);
        OrderId later = world.newOrder();
        world.publish(submitted(later, "card"));
        OrderId other = world.newOrder();
        world.publish(submitted(other, SecondGateway.METHOD));

        world.awaitState(PaymentId.first(other), PaymentState.Captured.class);
        await().atMost(LIMIT).until(() -> parkedKeys().contains(later.toString()));
        if (Instant.now().isBefore(over)) {
            assertThat(sick.calls(later)).isEmpty();
        }

        for (OrderId order : List.of(published, later)) {
            world.awaitState(PaymentId.first(order), PaymentState.Captured.class);
        }
        assertThat(Instant.now()).isAfter(over);
        assertThat(sick.operations(published)).containsExactly("charge", "charge");
        assertThat(sick.operations(later)).containsExactly("charge");
        assertThat(attemptsOf(keys(List.of(published, later)))).containsOnly("0");
    }

    private List<OrderId> sicken() {
        sick.goDown();
        List<OrderId> orders = submit("card", 20);
        await().atMost(LIMIT).until(() -> circuit("scripted") > 0);
        return orders;
    }

    private List<OrderId> submit(String method, int count) {
        List<OrderId> orders = Stream.generate(world::newOrder).limit(count).toList();
        orders.forEach(order -> world.publish(submitted(order, method)));
        return orders;
    }

    private double circuit(String gateway) {
        return meters.get("gateway.circuit").tag("gateway", gateway).gauge().value();
    }

    private Set<String> parkedKeys() {
        return world.parked("order-events").stream().map(TestRecord::key).collect(toSet());
    }

    private Set<String> attemptsOf(Set<String> keys) {
        return world.parked("order-events").stream()
                .filter(record -> keys.contains(record.key()))
                .map(record -> record.headers().get("failure-attempt"))
                .collect(toSet());
    }

    private static Set<String> keys(List<OrderId> orders) {
        return orders.stream().map(OrderId::toString).collect(toSet());
    }
}
