package steadfast.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static steadfast.payment.Callbacks.body;
import static steadfast.payment.World.AMOUNT;
import static steadfast.payment.World.submitted;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import steadfast.events.Money;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.RealBrokerAndDatabase;

/** Whatever a genuine callback claims, the payment does what the gateway's book says. */
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class ACallbackIsOnlyAHintTest {
    @Inject World world;
    @Inject Callbacks callbacks;
    @Inject StateOfAnOrder state;
    @Inject ScriptedGateway gateway;

    @Test
    void aBuyerWhoPaidIsHeardOfAtOnce() {
        PaymentId payment = waitsForItsBuyer();
        gateway.write(payment, captured());

        HttpResponse<String> answer = callbacks.claim(payment, "CAPTURED");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("scripted-ok");
        world.awaitState(payment, PaymentState.Captured.class);
        assertThat(gateway.operations(payment.orderId())).containsExactly("charge", "query");
    }

    @Test
    void aCaptureThatNeverWasMovesNothing() {
        PaymentId payment = waitsForItsBuyer();

        assertThat(callbacks.claim(payment, "CAPTURED").statusCode()).isEqualTo(200);

        awaitAsked(payment, 1);
        world.awaitQuiet(payment.orderId());
        assertThat(world.state(payment)).isInstanceOf(PaymentState.ActionRequired.class);
        assertThat(world.published(payment.orderId())).doesNotContain("PaymentSucceeded");
    }

    @Test
    void fiftyAtOnceAreOneFinding() throws Exception {
        PaymentId payment = waitsForItsBuyer();
        gateway.write(payment, captured());
        byte[] body = body(payment, "CAPTURED", AMOUNT).getBytes(StandardCharsets.UTF_8);
        String signature = Callbacks.signature(body, Instant.now());
        double others = callbacks.counted("too-soon") + callbacks.counted("known");

        List<Integer> statuses =
                atOnce(50, () -> callbacks.send(body, Callbacks.SIGNATURE, signature).statusCode());

        // Who comes before the first one was asked about may be the truth after a forgery, and must
        // come again; who comes after it says what is known by then.
        assertThat(statuses).hasSize(50).contains(200).isSubsetOf(200, 503);
        assertThat(callbacks.counted("too-soon") + callbacks.counted("known"))
                .isEqualTo(others + 49);
        world.awaitState(payment, PaymentState.Captured.class);
        assertThat(state.findings(payment.orderId())).hasSize(1);
        assertThat(state.claimCounts(payment.orderId()))
                .singleElement()
                .asString()
                .startsWith("CAPTURED ");
    }

    @Test
    void aCallbackThatOvertakesItsOrderBlocksNeitherTheOrderNorTheNextOne() {
        OrderId order = world.newOrder();
        PaymentId payment = PaymentId.first(order);
        double unknown = callbacks.counted("unknown-payment");

        assertThat(callbacks.claim(payment, "CAPTURED").statusCode()).isEqualTo(200);

        assertThat(callbacks.counted("unknown-payment")).isEqualTo(unknown + 1);
        assertThat(state.of(order).claims()).isEmpty();
        assertThat(state.findings(order)).hasSize(1);
        world.publish(submitted(order, "qr"));
        world.awaitState(payment, PaymentState.ActionRequired.class);
        gateway.write(payment, captured());
        assertThat(callbacks.claim(payment, "CAPTURED").statusCode()).isEqualTo(200);
        world.awaitState(payment, PaymentState.Captured.class);
        assertThat(world.buried("payment-findings", order)).isEmpty();
    }

    @Test
    void aCaptureAfterTheCloseIsAskedForAndBelievedOnlyThen() {
        PaymentId payment = waitsForItsBuyer();
        world.publish(new OrderCancelRequested(payment.orderId(), payment));
        world.awaitState(payment, PaymentState.Cancelled.class);

        assertThat(callbacks.claim(payment, "DECLINED").statusCode()).isEqualTo(200);
        awaitAsked(payment, 1);
        world.awaitQuiet(payment.orderId());
        assertThat(world.state(payment)).isInstanceOf(PaymentState.Cancelled.class);

        gateway.write(payment, captured());
        assertThat(callbacks.claim(payment, "CAPTURED").statusCode()).isEqualTo(200);
        world.awaitState(payment, PaymentState.Captured.class);
    }

    @Test
    void aCaptureThatIsToldAfterItsRefundChangesNothing() {
        PaymentId payment = paid();
        world.publish(new RefundRequested(payment.orderId(), payment, 1, AMOUNT, "too late"));
        world.awaitState(payment, PaymentState.Refunded.class);

        assertThat(callbacks.claim(payment, "CAPTURED").statusCode()).isEqualTo(200);
        assertThat(callbacks.claim(payment, "REFUNDED").statusCode()).isEqualTo(200);

        awaitAsked(payment, 1);
        world.awaitQuiet(payment.orderId());
        assertThat(world.state(payment)).isInstanceOf(PaymentState.Refunded.class);
        assertThat(gateway.refunds(payment.orderId())).isEqualTo(1);
        assertThat(gateway.captures(payment.orderId())).isEqualTo(1);
    }

    @Test
    void aDeclineOfWhatIsPaidIsAskedForAndTakesNothingBack() {
        PaymentId payment = paid();

        assertThat(callbacks.claim(payment, "DECLINED").statusCode()).isEqualTo(200);

        awaitAsked(payment, 1);
        world.awaitQuiet(payment.orderId());
        assertThat(world.state(payment)).isInstanceOf(PaymentState.Captured.class);
        assertThat(state.findings(payment.orderId())).hasSize(1);
        assertThat(world.published(payment.orderId())).doesNotContain("PaymentDeclined");
    }

    @Test
    void whatThePaymentShowsAlreadyIsAcknowledgedAndAsksNobody() {
        PaymentId payment = paid();
        var before = state.of(payment.orderId());
        double known = callbacks.counted("known");

        assertThat(callbacks.claim(payment, "CAPTURED").statusCode()).isEqualTo(200);

        assertThat(callbacks.counted("known")).isEqualTo(known + 1);
        assertThat(state.of(payment.orderId())).isEqualTo(before);
        assertThat(state.findings(payment.orderId())).isEmpty();
    }

    @Test
    void aDeclineBeforeTheCaptureBlocksItNot() {
        PaymentId payment = waitsForItsBuyer();
        assertThat(callbacks.claim(payment, "DECLINED").statusCode()).isEqualTo(200);
        awaitAsked(payment, 1);
        gateway.write(payment, captured());

        assertThat(callbacks.claim(payment, "CAPTURED").statusCode()).isEqualTo(200);

        world.awaitState(payment, PaymentState.Captured.class);
    }

    @Test
    void aClaimThatCameBeforeItsTruthIsHeardAgainALittleLater() {
        PaymentId payment = waitsForItsBuyer();
        assertThat(callbacks.claim(payment, "CAPTURED").statusCode()).isEqualTo(200);
        awaitAsked(payment, 1);
        gateway.write(payment, captured());
        assertThat(callbacks.claim(payment, "CAPTURED").statusCode()).isEqualTo(503);
        assertThat(state.findings(payment.orderId())).as("a moment later").hasSize(1);

        QuarkusMock.installMockForType(
                Clock.offset(Clock.systemUTC(), Duration.ofSeconds(90)), Clock.class);
        assertThat(callbacks.claim(payment, "CAPTURED").statusCode()).isEqualTo(200);

        world.awaitState(payment, PaymentState.Captured.class);
        assertThat(state.findings(payment.orderId())).hasSize(2);
    }

    @Test
    void eachSumThatWentBackInPartsIsHeardOfOnce() {
        PaymentId payment = paid();
        gateway.write(
                payment,
                new GatewayAnswer.PartlyRefunded(
                        AMOUNT, new Money(2, AMOUNT.currency()), ScriptedGateway.CAPTURED_AT));

        assertThat(callbacks.signed(refunded(payment, 1)).statusCode()).isEqualTo(200);
        assertThat(callbacks.signed(refunded(payment, 1)).statusCode())
                .as("a moment later")
                .isEqualTo(503);
        assertThat(callbacks.signed(refunded(payment, 2)).statusCode()).isEqualTo(200);
        assertThat(callbacks.signed(refunded(payment, AMOUNT.amountMinor() + 1)).statusCode())
                .as("more than it cost")
                .isEqualTo(422);

        assertThat(state.findings(payment.orderId())).hasSize(2);
        var _ =
                world.awaitPublished(
                        payment.orderId(),
                        published -> published.contains("PaymentPartlyRefunded"));
    }

    private static String refunded(PaymentId payment, long minor) {
        return body(payment, "CAPTURED", AMOUNT)
                .replace("\"capturedAt\"", "\"refundedMinor\":" + minor + ",\"capturedAt\"");
    }

    @Test
    void whatIsNoNewsIsAcknowledged() {
        PaymentId payment = waitsForItsBuyer();
        var before = state.of(payment.orderId());
        double irrelevant = callbacks.counted("irrelevant");

        HttpResponse<String> answer = callbacks.claim(payment, "PENDING");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("scripted-ok");
        assertThat(callbacks.counted("irrelevant")).isEqualTo(irrelevant + 1);
        assertThat(state.of(payment.orderId())).isEqualTo(before);
    }

    private static GatewayAnswer.Captured captured() {
        return new GatewayAnswer.Captured(AMOUNT, ScriptedGateway.CAPTURED_AT);
    }

    private PaymentId waitsForItsBuyer() {
        OrderId order = world.newOrder();
        world.publish(submitted(order, "qr"));
        world.awaitState(PaymentId.first(order), PaymentState.ActionRequired.class);
        return PaymentId.first(order);
    }

    private PaymentId paid() {
        OrderId order = world.newOrder();
        world.publish(submitted(order, "card"));
        world.awaitState(PaymentId.first(order), PaymentState.Captured.class);
        return PaymentId.first(order);
    }

    private void awaitAsked(PaymentId payment, int times) {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        gateway.operations(payment.orderId()).stream()
                                        .filter("query"::equals)
                                        .count()
                                >= times);
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int one = 0; one < times; one++) {
                running.add(threads.submit(call));
            }
            List<T> done = new ArrayList<>();
            for (Future<T> one : running) {
                done.add(one.get());
            }
            return done;
        }
    }
}
