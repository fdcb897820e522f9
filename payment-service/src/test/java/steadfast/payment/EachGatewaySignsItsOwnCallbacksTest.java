package steadfast.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.payment.World.submitted;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.events.GatewayFinding;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.payment.store.GatewayCallbacks;
import steadfast.testkit.HmacSignature;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;
import steadfast.testkit.alipay.AlipayDouble;
import steadfast.testkit.alipay.AlipayNotification;
import steadfast.testkit.alipay.TestKeys;
import steadfast.testkit.stripe.StripeBook;
import steadfast.testkit.stripe.StripeDouble;

/** Through the one open door, to the gateways that are configured. */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
@TestProfile(RealGateways.class)
class EachGatewaySignsItsOwnCallbacksTest {
    private static final String CONFIRMED = RealGateways.CONFIRMED_GATEWAY;

    @Inject World world;
    @Inject Callbacks callbacks;
    StripeDouble stripe;
    AlipayDouble alipay;

    @Test
    void aBuyerWhoPaidAtAlipayIsHeardOfByItsNotification() {
        PaymentId payment = paidAtAlipay();
        String genuine = alipay.notification(number(payment), Instant.now());

        assertThat(post("alipay", genuine)).isEqualTo(200);

        world.awaitState(payment, PaymentState.Captured.class);
        assertThat(alipay.book().captures(number(payment))).isOne();
    }

    @Test
    void aNotificationByAnotherKeyIsRefused() {
        PaymentId payment = paidAtAlipay();
        String forged =
                AlipayNotification.signed(
                        AlipayNotification.paid(number(payment), "49.99", Instant.now()),
                        TestKeys.generate());

        assertThat(post("alipay", forged)).isEqualTo(401);

        world.awaitQuiet(payment.orderId());
        assertThat(world.state(payment)).isInstanceOf(PaymentState.ActionRequired.class);
    }

    @Test
    void aBuyerWhoConfirmedAtStripeIsHeardOfByItsEvent() {
        PaymentId payment = PaymentId.first(world.newOrder());
        world.publish(submitted(payment.orderId(), RealGateways.CONFIRMED_METHOD));
        var waiting = world.awaitState(payment, PaymentState.ActionRequired.class);
        StripeBook.Intent intent = stripe.book().of(payment.toString()).getFirst();
        assertThat(waiting.action()).isEqualTo("https://hooks.stripe.example/" + intent.id());
        intent.capture();
        String body = StripeDouble.event("payment_intent.succeeded", intent);

        assertThat(post(CONFIRMED, body, "whsec_of_nobody")).isEqualTo(401);
        assertThat(post(CONFIRMED, body, RealGateways.WEBHOOK_SECRET)).isEqualTo(401);
        world.awaitQuiet(payment.orderId());
        assertThat(world.state(payment)).isInstanceOf(PaymentState.ActionRequired.class);
        assertThat(post(CONFIRMED, body, RealGateways.CONFIRMED_SECRET)).isEqualTo(200);

        world.awaitState(payment, PaymentState.Captured.class);
    }

    @Test
    void whatIsKnownAlreadyIsAcknowledgedAndForgeriesAreNot() {
        PaymentId payment = PaymentId.first(world.newOrder());
        world.publish(submitted(payment.orderId(), "stripe"));
        world.awaitState(payment, PaymentState.Captured.class);
        String body =
                StripeDouble.event(
                        "payment_intent.succeeded",
                        stripe.book().of(payment.toString()).getFirst());

        assertThat(post("stripe", body, RealGateways.WEBHOOK_SECRET)).isEqualTo(200);
        assertThat(post("stripe", body, "whsec_of_nobody")).isEqualTo(401);
        assertThat(post("stripe", body)).isEqualTo(401);
    }

    @Test
    void aDisputeNamesItsPaymentByStripesOwnReference() {
        PaymentId payment = PaymentId.first(world.newOrder());
        world.publish(submitted(payment.orderId(), "stripe"));
        world.awaitState(payment, PaymentState.Captured.class);
        StripeBook.Intent intent = stripe.book().of(payment.toString()).getFirst();
        intent.dispute("needs_response");
        String body = StripeDouble.disputeEvent("charge.dispute.created", intent);
        double irrelevant = callbacks.counted("stripe", "irrelevant");

        assertThat(post("stripe", body, RealGateways.WEBHOOK_SECRET)).isEqualTo(200);
        assertThat(
                        post(
                                "stripe",
                                body.replace(intent.id() + "\"", "pi_of_nobody\""),
                                RealGateways.WEBHOOK_SECRET))
                .isEqualTo(200);

        assertThat(world.awaitPublished(payment.orderId(), published -> published.size() >= 3))
                .containsExactly("PaymentStarted", "PaymentSucceeded", "PaymentDisputed");
        assertThat(callbacks.counted("stripe", "irrelevant")).isEqualTo(irrelevant + 1);
    }

    @Test
    void aPartThatAlipayGaveBackIsTakenFromItsNotification() {
        PaymentId payment = paidAtAlipay();
        assertThat(post("alipay", alipay.notification(number(payment), Instant.now())))
                .isEqualTo(200);
        world.awaitState(payment, PaymentState.Captured.class);
        Map<String, String> parameters =
                AlipayNotification.paid(number(payment), "49.99", Instant.now());
        parameters.put("refund_fee", "1.00");

        assertThat(post("alipay", alipay.notification(parameters))).isEqualTo(200);

        assertThat(world.awaitPublished(payment.orderId(), published -> published.size() >= 4))
                .endsWith("PaymentSucceeded", "PaymentPartlyRefunded");
    }

    /** By whoever has the gateway's key: each would be a question, ahead of a genuine one. */
    @Test
    void ofManyPartsGivenBackOnlySomeAMinuteAreAskedAbout() {
        PaymentId payment = paidAtAlipay();
        assertThat(post("alipay", alipay.notification(number(payment), Instant.now())))
                .isEqualTo(200);
        world.awaitState(payment, PaymentState.Captured.class);
        double passedOn = callbacks.counted("alipay", "passed-on");

        List<Integer> answers = new ArrayList<>();
        for (int part = 1; part <= GatewayCallbacks.PART_REFUNDS_A_MINUTE + 2; part++) {
            Map<String, String> parameters =
                    AlipayNotification.paid(number(payment), "49.99", Instant.now());
            parameters.put("refund_fee", "1.0" + part);
            answers.add(post("alipay", alipay.notification(parameters)));
        }

        // 503 makes the gateway send it again.
        assertThat(answers).containsExactly(200, 200, 200, 200, 200, 503, 503);
        assertThat(callbacks.counted("alipay", "passed-on")).isEqualTo(passedOn + 5);
    }

    @Test
    void aPartThatNoNotificationTellsOfIsNotBelieved() {
        PaymentId payment = paidAtAlipay();
        assertThat(post("alipay", alipay.notification(number(payment), Instant.now())))
                .isEqualTo(200);
        world.awaitState(payment, PaymentState.Captured.class);

        // By whoever can write to Kafka.
        TestRecord waited =
                world.publishAndBury(
                        new GatewayFinding(
                                payment,
                                "alipay",
                                GatewayFinding.Source.CALLBACK,
                                GatewayFinding.Verdict.PARTLY_REFUNDED,
                                new Money(1_00, "CNY"),
                                null,
                                Instant.now()),
                        1);

        assertThat(waited.headers()).containsEntry("failure-kind", "gateway-lags");
        assertThat(world.published(payment.orderId())).doesNotContain("PaymentPartlyRefunded");
    }

    private PaymentId paidAtAlipay() {
        PaymentId payment = PaymentId.first(world.newOrder());
        world.publish(submitted(payment.orderId(), "alipay"));
        world.awaitState(payment, PaymentState.ActionRequired.class);
        alipay.book().scan(number(payment)).pay();
        return payment;
    }

    private int post(String gateway, String body) {
        return callbacks.send(gateway, BodyPublishers.ofString(body)).statusCode();
    }

    private int post(String gateway, String body, String secret) {
        return callbacks
                .send(
                        gateway,
                        BodyPublishers.ofString(body),
                        "Stripe-Signature",
                        HmacSignature.header(secret, body, Instant.now()))
                .statusCode();
    }

    /** Alipay knows no hyphens. */
    private static String number(PaymentId payment) {
        return payment.toString().replace('-', '_');
    }
}
