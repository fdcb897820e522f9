package steadfast.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.events.Money;
import steadfast.events.OrderEvent.OrderSubmitted;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;
import steadfast.testkit.alipay.AlipayDouble;
import steadfast.testkit.stripe.StripeDouble;

/** Down to the gateways' wire: one refusal, one event, and no dead letter. */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
@TestProfile(RealGateways.class)
class WhatNobodyCanPayThisWayEndsAtOnceTest {
    private static final Instant PAY_BY = Instant.parse("2100-01-01T00:00:00Z");

    @Inject World world;
    StripeDouble stripe;
    AlipayDouble alipay;

    @Test
    void ofTooSmallAnAmountAtStripeTheBuyerHearsAtOnceAndTheOperatorWhatStripeSaid() {
        PaymentId payment = PaymentId.first(world.newOrder());

        world.publish(submitted(payment, "stripe", new Money(49, "USD")));

        assertEnded(payment, "amount-too-small");
        assertThat(stripe.book().of(payment.toString())).isEmpty();
        given().header("Authorization", "Bearer test-operator-token")
                .get("/v1/payments/" + payment.orderId())
                .then()
                .body("payments[0].detail", equalTo("amount-too-small"))
                .body("payments[0].gatewayError.code", equalTo("amount_too_small(amount)"))
                .body("payments[0].gatewayError.message", containsString("at least $0.50 usd"))
                .body("payments[0].gatewayError.message", containsString("(req_double)"))
                .body("payments[0].gatewayError.message", not(containsString("sk_test")))
                .body("payments[0].gatewayError.message", not(containsString("example.org")));
    }

    @Test
    void ofACurrencyThatTheAccountDoesNotTakeToo() {
        PaymentId payment = PaymentId.first(world.newOrder());

        world.publish(submitted(payment, "stripe", new Money(4999, "AFN")));

        assertEnded(payment, "currency-not-taken");
        assertThat(stripe.book().captures(payment.toString())).isZero();
    }

    @Test
    void ofTooMuchForTheMerchantAtAlipayToo() {
        PaymentId payment = PaymentId.first(world.newOrder());

        world.publish(submitted(payment, "alipay", new Money(5_000_001, "CNY")));

        assertEnded(payment, "amount-too-large");
        assertThat(alipay.book().captures(payment.toString().replace('-', '_'))).isZero();
    }

    private void assertEnded(PaymentId payment, String reason) {
        OrderId order = payment.orderId();
        var declined = world.awaitState(payment, PaymentState.Declined.class);
        assertThat(declined.reason()).isEqualTo(reason);
        assertThat(world.awaitPublished(order, published -> published.size() >= 2))
                .containsExactly("PaymentStarted", "PaymentDeclined");
        TestRecord published = world.publishedRecords(order).getLast();
        assertThat(published.value())
                .contains("\"reason\":\"" + reason + "\"")
                .contains("\"kind\":\"NOT_PAYABLE_THIS_WAY\"")
                .doesNotContain("Stripe", "ACQ.", "amount_too_small");
        assertThat(world.buried("order-events", order)).isEmpty();
    }

    private static OrderSubmitted submitted(PaymentId payment, String method, Money total) {
        return new OrderSubmitted(
                payment.orderId(),
                payment,
                "test",
                new Sku("STEAM-50"),
                1,
                total,
                method,
                PAY_BY,
                PAY_BY.plusSeconds(60));
    }
}
