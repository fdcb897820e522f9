package steadfast.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.payment.World.submitted;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderEvent.OrderSubmitted;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.messaging.Outcome;
import steadfast.payment.ScriptedGateway.Weather;
import steadfast.payment.gatewaycall.AttemptKind;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.RealBrokerAndDatabase;

/**
 * A handler that ends by an exception between two lines leaves what a crash there leaves: whatever
 * was committed. The record then comes again, as it does after a crash.
 */
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class NoCrashTakesMoneyTwiceTest {
    @Inject World world;
    @Inject PaymentFlow flow;
    @Inject ScriptedGateway gateway;

    @Test
    void aCrashBeforeTheCallLeavesIsHealedByAskingFirst() {
        OrderId order = world.newOrder();
        OrderSubmitted submitted = submitted(order, "card");
        gateway.expect(order, Weather.CRASH);
        var _ = world.publishAndBury(submitted, 1);
        assertThat(world.state(PaymentId.first(order))).isEqualTo(new PaymentState.Sent(1));

        world.publish(submitted);

        world.awaitState(PaymentId.first(order), PaymentState.Captured.class);
        assertThat(gateway.operations(order)).containsExactly("charge", "query", "charge");
        assertThat(gateway.captures(order)).isEqualTo(1);
    }

    @Test
    void aCrashBeforeTheAnswerIsHealedByAskingFirst() {
        OrderId order = world.newOrder();
        OrderSubmitted submitted = submitted(order, "card");
        gateway.expect(order, Weather.CRASH_AFTER);
        var _ = world.publishAndBury(submitted, 1);
        assertThat(world.state(PaymentId.first(order))).isEqualTo(new PaymentState.Sent(1));

        world.publish(submitted);

        world.awaitState(PaymentId.first(order), PaymentState.Captured.class);
        assertThat(gateway.operations(order)).containsExactly("charge", "query");
        assertThat(gateway.captures(order)).isEqualTo(1);
        assertThat(world.awaitPublished(order, published -> published.size() >= 2))
                .containsExactly("PaymentStarted", "PaymentSucceeded");
    }

    @Test
    void aCrashInTheSecondTransactionIsHealedByAskingFirst() {
        OrderId order = world.newOrder();
        // PostgreSQL refuses a zero byte in a text, so the answer cannot be stored.
        OrderSubmitted submitted = submitted(order, "card-that-breaks-the-answer");

        world.publish(submitted);

        // The record climbs the ladder, since the database may take it later, and asks first.
        world.awaitState(PaymentId.first(order), PaymentState.Declined.class);
        assertThat(gateway.operations(order)).containsExactly("charge", "query");
    }

    @Test
    void aCrashWhoseChargeIsTooLateToRepeatIsClosedAtTheGateway() {
        OrderId order = world.newOrder();
        Instant payBy = Instant.now().plusSeconds(13);
        OrderSubmitted submitted = submitted(order, "card", payBy);
        gateway.expect(order, Weather.CRASH);
        var _ = world.publishAndBury(submitted, 1);
        world.awaitClock(payBy.minusSeconds(10));

        world.publish(submitted);

        world.awaitState(PaymentId.first(order), PaymentState.Cancelled.class);
        assertThat(gateway.operations(order)).containsExactly("charge", "query", "cancel");
        assertThat(gateway.captures(order)).isZero();
    }

    @Test
    void aCrashInTheMiddleOfARefundPaysBackOnce() {
        OrderId order = world.newOrder();
        world.publish(submitted(order, "card"));
        PaymentId payment = PaymentId.first(order);
        world.awaitState(payment, PaymentState.Captured.class);
        var request = new RefundRequested(order, payment, 1, World.AMOUNT, "too late");
        gateway.expect(order, Weather.CRASH_AFTER);
        var _ = world.publishAndBury(request, 1);
        assertThat(world.state(payment)).isInstanceOf(PaymentState.Refunding.class);

        world.publish(request);

        world.awaitState(payment, PaymentState.Refunded.class);
        assertThat(gateway.calls(order))
                .filteredOn(call -> call.operation().equals("refund"))
                .extracting(ScriptedGateway.Call::key)
                .containsExactly(payment + "-refund-1", payment + "-refund-1");
        assertThat(gateway.refunds(order)).isEqualTo(1);
    }

    @RepeatedTest(10) // a race: once proves little
    void aHundredHandlersOfOneOrderAtOnceMakeOneFirstCharge() throws Exception {
        OrderId order = world.newOrder();
        OrderSubmitted submitted = submitted(order, "card");
        Callable<Outcome> handler = () -> flow.handle(submitted, AttemptKind.FIRST);

        try (ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : handlers.invokeAll(Collections.nCopies(100, handler))) {
                assertThat(outcome.get()).isEqualTo(Outcome.DONE);
            }
        }

        assertThat(world.state(PaymentId.first(order))).isInstanceOf(PaymentState.Captured.class);
        assertThat(gateway.captures(order)).isEqualTo(1);
        assertThat(gateway.calls(order))
                .extracting(ScriptedGateway.Call::key)
                .containsOnly(order + "-1");
    }

    @Test
    void twoHundredOrdersAtOnceShareFewConnections() throws Exception {
        List<OrderId> orders = Stream.generate(world::newOrder).limit(200).toList();
        List<Callable<Outcome>> handlers =
                orders.stream()
                        .<Callable<Outcome>>map(order ->
                                () -> flow.handle(submitted(order, "card"), AttemptKind.FIRST))
                        .toList();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : threads.invokeAll(handlers)) {
                assertThat(outcome.get()).isEqualTo(Outcome.DONE);
            }
        }

        assertThat(orders).allMatch(order -> gateway.captures(order) == 1);
    }
}
