package steadfast.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static steadfast.payment.World.submitted;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayReferences;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;
import steadfast.testkit.alipay.AlipayDouble;
import steadfast.testkit.stripe.StripeBook;
import steadfast.testkit.stripe.StripeDouble;

/** Several gateways at once, by configuration alone, down to their wire. */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
@TestProfile(RealGateways.class)
class EachMethodGoesToItsGatewayTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Instant PAY_BY = Instant.parse("2100-01-01T00:00:00Z");

    @Inject World world;
    @Inject Callbacks callbacks;
    @Inject GatewayReferences references;
    StripeDouble stripe;
    AlipayDouble alipay;

    @AfterEach
    void recover() {
        stripe.silence().end();
        alipay.silence().end();
        stripe.book().onConfirm(intent -> {});
    }

    @Test
    void oneByStripeIsCapturedThereUnderTheIntentThatWasKeptBefore() {
        PaymentId payment = PaymentId.first(world.newOrder());
        Map<String, Optional<String>> storedAtConfirm = new ConcurrentHashMap<>();
        stripe.book()
                .onConfirm(intent ->
                        storedAtConfirm.put(intent.id(), references.find("stripe", payment)));

        world.publish(submitted(payment.orderId(), "stripe", PAY_BY));

        world.awaitState(payment, PaymentState.Captured.class);
        StripeBook.Intent intent = onlyIntent(payment);
        assertThat(storedAtConfirm).containsOnly(Map.entry(intent.id(), Optional.of(intent.id())));
        assertThat(stripe.book().captures(payment.toString())).isOne();
        assertThat(alipay.book().timeExpire(number(payment))).isNull();
        assertThat(world.awaitPublished(payment.orderId(), published -> published.size() >= 2))
                .containsExactly("PaymentStarted", "PaymentSucceeded");
        assertStartedAt(payment, "stripe");
        assertThat(started(payment).value()).contains("\"test\":true");
    }

    @Test
    void whatStripeTookStripeGivesBack() {
        PaymentId payment = PaymentId.first(world.newOrder());
        world.publish(submitted(payment.orderId(), "stripe", PAY_BY));
        world.awaitState(payment, PaymentState.Captured.class);

        world.publish(refund(payment));

        world.awaitState(payment, PaymentState.Refunded.class);
        assertThat(stripe.book().refunds(payment.toString())).isOne();
        assertThat(alipay.book().timeExpire(number(payment))).isNull();
    }

    @Test
    void oneByAlipayWaitsForItsBuyerWithTheCodeAndItsDeadline() {
        PaymentId payment = PaymentId.first(world.newOrder());

        world.publish(submitted(payment.orderId(), "alipay", PAY_BY));

        var waiting = world.awaitState(payment, PaymentState.ActionRequired.class);
        assertThat(waiting.action()).isEqualTo("https://qr.alipay.example/" + number(payment));
        assertThat(waiting.until()).isEqualTo(PAY_BY);
        assertThat(alipay.book().timeExpire(number(payment))).isEqualTo("2100-01-01 08:00:00");
        assertThat(stripe.book().of(payment.toString())).isEmpty();
        assertThat(world.awaitPublished(payment.orderId(), published -> published.size() >= 2))
                .containsExactly("PaymentStarted", "PaymentActionRequired");
        assertStartedAt(payment, "alipay");
        assertThat(started(payment).value()).doesNotContain("\"test\":true");
    }

    @Test
    void whatAlipayTookAlipayGivesBack() {
        PaymentId payment = paidAtAlipay();
        notifyOf(payment);
        world.awaitState(payment, PaymentState.Captured.class);

        world.publish(refund(payment));

        world.awaitState(payment, PaymentState.Refunded.class);
        assertThat(alipay.book().captures(number(payment))).isOne();
        assertThat(alipay.book().refunds(number(payment))).isOne();
        assertThat(stripe.book().of(payment.toString())).isEmpty();
    }

    @Test
    void whileStripeAnswersNobodyAlipaysBuyersPay() {
        stripe.silence().begin();
        List<PaymentId> stuck =
                Stream.generate(() -> PaymentId.first(world.newOrder()))
                        .limit(2L * RealGateways.MAX_IN_FLIGHT)
                        .toList();
        stuck.forEach(payment -> world.publish(submitted(payment.orderId(), "stripe", PAY_BY)));
        await().atMost(LIMIT).until(() -> stripe.silence().waiting() > 0);

        List<PaymentId> others = Stream.generate(this::paidAtAlipay).limit(5).toList();
        others.forEach(this::notifyOf);

        others.forEach(payment -> world.awaitState(payment, PaymentState.Captured.class));
        assertThat(stuck).allMatch(payment -> stripe.book().captures(payment.toString()) == 0);
        stripe.silence().end();
        for (PaymentId payment : stuck) {
            world.awaitState(payment, PaymentState.Captured.class);
            assertThat(stripe.book().captures(payment.toString())).isOne();
        }
    }

    @Test
    void whileAlipayAnswersNobodyStripesBuyersPay() {
        alipay.silence().begin();
        PaymentId stuck = PaymentId.first(world.newOrder());
        world.publish(submitted(stuck.orderId(), "alipay", PAY_BY));
        await().atMost(LIMIT).until(() -> alipay.silence().waiting() > 0);
        PaymentId other = PaymentId.first(world.newOrder());

        world.publish(submitted(other.orderId(), "stripe", PAY_BY));

        world.awaitState(other, PaymentState.Captured.class);
        assertThat(alipay.silence().waiting()).isPositive();
        alipay.silence().end();
        world.awaitState(stuck, PaymentState.ActionRequired.class);
    }

    private PaymentId paidAtAlipay() {
        PaymentId payment = PaymentId.first(world.newOrder());
        world.publish(submitted(payment.orderId(), "alipay", PAY_BY));
        world.awaitState(payment, PaymentState.ActionRequired.class);
        alipay.book().scan(number(payment)).pay();
        return payment;
    }

    /** Alipay tells that the buyer paid. */
    private void notifyOf(PaymentId payment) {
        HttpResponse<String> answer =
                callbacks.send(
                        "alipay",
                        BodyPublishers.ofString(
                                alipay.notification(number(payment), Instant.now())));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("success");
    }

    private static RefundRequested refund(PaymentId payment) {
        return new RefundRequested(payment.orderId(), payment, 1, World.AMOUNT, "late");
    }

    private void assertStartedAt(PaymentId payment, String gateway) {
        TestRecord started = started(payment);
        assertThat(started.is("PaymentStarted", payment.orderId().toString())).isTrue();
        assertThat(started.value()).contains("\"gateway\":\"" + gateway + "\"");
    }

    private TestRecord started(PaymentId payment) {
        return world.publishedRecords(payment.orderId()).getFirst();
    }

    private StripeBook.Intent onlyIntent(PaymentId payment) {
        assertThat(stripe.book().of(payment.toString())).hasSize(1);
        return stripe.book().of(payment.toString()).getFirst();
    }

    /** Alipay knows no hyphens. */
    private static String number(PaymentId payment) {
        return payment.toString().replace('-', '_');
    }
}
