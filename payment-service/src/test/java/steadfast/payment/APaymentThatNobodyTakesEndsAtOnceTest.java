package steadfast.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.payment.World.submitted;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderEvent.OrderSubmitted;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentSignal;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.payment.store.Payments;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class APaymentThatNobodyTakesEndsAtOnceTest {
    @Inject World world;
    @Inject Payments payments;

    @Test
    void ofAGatewayWithoutItsCredentialsTheBuyerHearsAtOnce() {
        OrderId order = world.newOrder();

        world.publish(submitted(order, ScriptedDirectory.DISABLED_METHOD));

        world.awaitState(PaymentId.first(order), PaymentState.Cancelled.class);
        assertThat(world.awaitPublished(order, published -> !published.isEmpty()))
                .containsExactly("PaymentCancelled");
    }

    @Test
    void whatLeftForAGatewayThatIsGoneIsBuriedUntilItIsBack() {
        OrderSubmitted submitted = submitted(world.newOrder(), "card");
        sentTo("gone", submitted);

        TestRecord buried = world.publishAndBury(submitted, 1);

        assertThat(buried.headers())
                .containsEntry("failure-kind", "gateway-not-configured")
                .containsEntry("failure-reason", "configure the gateway 'gone', then replay this");
        assertThat(world.state(submitted.paymentId())).isInstanceOf(PaymentState.Sent.class);
    }

    /** A gateway that worked before a restart, and now lacks a setting. */
    @Test
    void whatWasParkedForItIsNotLeftUnread() {
        OrderSubmitted submitted = submitted(world.newOrder(), ScriptedDirectory.DISABLED_METHOD);
        sentTo("disabled", submitted);

        world.park(submitted, "disabled");

        assertThat(world.awaitBuried(submitted, 1).headers())
                .containsEntry("failure-kind", "gateway-not-configured");
        assertThat(world.state(submitted.paymentId())).isInstanceOf(PaymentState.Sent.class);
    }

    private void sentTo(String gateway, OrderSubmitted submitted) {
        Payment fresh =
                Payment.requested(
                        submitted.paymentId(),
                        submitted.total(),
                        submitted.paymentMethod(),
                        gateway,
                        submitted.payBy());
        var _ =
                payments.open(
                        fresh,
                        new PaymentSignal.ChargeDue(submitted.total(), submitted.paymentMethod()),
                        payment -> true);
    }
}
