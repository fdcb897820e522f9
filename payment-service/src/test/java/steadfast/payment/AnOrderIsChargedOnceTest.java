package steadfast.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static steadfast.payment.World.submitted;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderEvent.OrderRetryRequested;
import steadfast.events.OrderEvent.OrderSubmitted;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.payment.ScriptedGateway.Weather;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class AnOrderIsChargedOnceTest {
    @Inject World world;
    @Inject ScriptedGateway gateway;

    @Test
    void aSubmittedOrderIsCapturedAndSaidSo() {
        OrderId order = world.newOrder();

        world.publish(submitted(order, "card"));

        var captured = world.awaitState(PaymentId.first(order), PaymentState.Captured.class);
        assertThat(captured.capturedAt()).isEqualTo(ScriptedGateway.CAPTURED_AT);
        assertThat(gateway.operations(order)).containsExactly("charge");
        assertThat(world.awaitPublished(order, published -> published.size() >= 2))
                .containsExactly("PaymentStarted", "PaymentSucceeded");
    }

    @Test
    void aHundredDeliveriesOfOneOrderAreOneCharge() {
        OrderId order = world.newOrder();
        OrderSubmitted submitted = submitted(order, "card");

        for (int delivery = 0; delivery < 100; delivery++) {
            world.publish(submitted);
        }

        world.awaitQuiet(order);
        assertThat(gateway.calls(order))
                .containsExactly(
                        new ScriptedGateway.Call("charge", PaymentId.first(order), order + "-1"));
        assertThat(gateway.captures(order)).isEqualTo(1);
        assertThat(world.published(order)).containsExactly("PaymentStarted", "PaymentSucceeded");
    }

    @Test
    void aDefiniteNoIsSaidWithItsReason() {
        OrderId order = world.newOrder();

        world.publish(submitted(order, "card-declined"));

        var declined = world.awaitState(PaymentId.first(order), PaymentState.Declined.class);
        assertThat(declined.reason()).isEqualTo("insufficient-funds");
        assertThat(world.awaitPublished(order, published -> published.size() >= 2))
                .containsExactly("PaymentStarted", "PaymentDeclined");
    }

    @Test
    void anotherRoundIsAnotherPayment() {
        OrderId order = world.newOrder();
        world.publish(submitted(order, "card-declined"));
        PaymentId second = PaymentId.first(order).next();
        Instant payBy = Instant.now().plusSeconds(3600);

        world.publish(
                new OrderRetryRequested(
                        order, second, World.AMOUNT, "card", payBy, payBy.plusSeconds(60)));

        world.awaitState(second, PaymentState.Captured.class);
        assertThat(world.state(PaymentId.first(order))).isInstanceOf(PaymentState.Declined.class);
        assertThat(gateway.captures(order)).isEqualTo(1);
    }

    @Test
    void theSameRoundWithAnotherAmountIsBuriedWithAnAlarm() {
        OrderId order = world.newOrder();
        OrderSubmitted first = submitted(order, "card");
        world.publish(first);
        world.awaitState(PaymentId.first(order), PaymentState.Captured.class);

        TestRecord buried = world.publishAndBury(submitted(order, "another-method"), 1);

        assertThat(buried.headers()).containsEntry("failure-kind", "contradiction");
        assertThat(gateway.captures(order)).isEqualTo(1);
    }

    @Test
    void aChargeThatComesTooLateIsNeverSent() {
        OrderId order = world.newOrder();

        // In the future, but nearer than the charge's own timeout.
        world.publish(submitted(order, "card", Instant.now().plusSeconds(5)));

        world.awaitState(PaymentId.first(order), PaymentState.Cancelled.class);
        assertThat(gateway.operations(order)).isEmpty();
        assertThat(world.awaitPublished(order, published -> !published.isEmpty()))
                .containsExactly("PaymentCancelled");
    }

    @Test
    void aDoubtThatOutlivesTheLadderIsAnnouncedBuriedAndEndedByAReplay() {
        OrderId order = world.newOrder();
        OrderSubmitted submitted = submitted(order, "card");
        gateway.expect(order, Weather.UNKNOWN_AFTER, Weather.UNKNOWN);

        TestRecord buried = world.publishAndBury(submitted, 1);

        assertThat(buried.headers()).containsEntry("failure-kind", "gateway-unknown");
        assertThat(world.state(PaymentId.first(order))).isInstanceOf(PaymentState.Unknown.class);
        world.publish(submitted);
        world.awaitState(PaymentId.first(order), PaymentState.Captured.class);
        assertThat(gateway.operations(order)).containsExactly("charge", "query", "query");
        assertThat(gateway.captures(order)).isEqualTo(1);
        assertThat(world.awaitPublished(order, published -> published.size() >= 3))
                .containsExactly("PaymentStarted", "PaymentUnresolved", "PaymentSucceeded");
    }

    @Test
    void aChargeThatNeverArrivedIsSentAgainUnderTheSameKey() {
        OrderId order = world.newOrder();
        gateway.expect(order, Weather.UNKNOWN);

        world.publish(submitted(order, "card"));

        world.awaitState(PaymentId.first(order), PaymentState.Captured.class);
        assertThat(gateway.calls(order))
                .extracting(ScriptedGateway.Call::operation, ScriptedGateway.Call::key)
                .containsExactly(
                        tuple("charge", order + "-1"),
                        tuple("query", order + "-1"),
                        tuple("charge", order + "-1"));
        assertThat(world.awaitPublished(order, published -> published.size() >= 4))
                .containsExactly(
                        "PaymentStarted",
                        "PaymentUnresolved",
                        "PaymentStarted",
                        "PaymentSucceeded");
    }

    @Test
    void aRefusedChargeIsSentAgainAndNotQueried() {
        OrderId order = world.newOrder();
        gateway.expect(order, Weather.REFUSED);

        world.publish(submitted(order, "card"));

        world.awaitState(PaymentId.first(order), PaymentState.Captured.class);
        assertThat(gateway.operations(order)).containsExactly("charge", "charge");
    }

    @Test
    void aChargeRefusedToTheEndOfTheLadderIsBuriedAsOneThatWasNeverTaken() {
        OrderId order = world.newOrder();
        gateway.expect(order, Weather.REFUSED, Weather.REFUSED);

        TestRecord buried = world.publishAndBury(submitted(order, "card"), 1);

        assertThat(buried.headers()).containsEntry("failure-kind", "gateway-refused");
        assertThat(world.state(PaymentId.first(order))).isEqualTo(new PaymentState.Requested(2));
    }

    @Test
    void ourOwnMistakeIsAnAlarmAndNeverTheBuyersDecline() {
        OrderId order = world.newOrder();
        gateway.expect(order, Weather.MISCONFIGURED);

        TestRecord buried = world.publishAndBury(submitted(order, "card"), 1);

        assertThat(buried.headers()).containsEntry("failure-kind", "gateway-misconfigured");
        assertThat(world.state(PaymentId.first(order))).isInstanceOf(PaymentState.Unknown.class);
        assertThat(world.awaitPublished(order, published -> published.size() >= 2))
                .containsExactly("PaymentStarted", "PaymentUnresolved");
    }
}
