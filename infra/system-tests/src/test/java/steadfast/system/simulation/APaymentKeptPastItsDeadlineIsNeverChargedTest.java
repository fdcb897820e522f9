package steadfast.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import steadfast.order.lifecycle.OrderState;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentState;

/** A circuit opens before an order's charge and closes only after {@code payBy}. */
class APaymentKeptPastItsDeadlineIsNeverChargedTest {
    private static final int PAST_PAY_BY_SECONDS = 701;
    private static final int BEFORE_PAY_BY_SECONDS = 400;

    private final Random random = new Random(1);

    @Test
    void notWhenTheCircuitClosesAndNotLater() {
        SimulatedShop shop = parked(PlantedBug.NONE);

        shop.timePasses(PAST_PAY_BY_SECONDS);
        shop.gateways().heal(random);
        letGo(shop);

        Payment payment = shop.payments().payments().getFirst();
        assertThat(shop.ledger().entries()).isEmpty();
        assertThat(payment.state()).isInstanceOf(PaymentState.Cancelled.class);
        Rest.of(shop, random);
        assertThat(shop.ledger().wasCharged(payment.paymentId())).isFalse();
        assertThat(shop.orders().rows().getFirst().state()).isInstanceOf(OrderState.Ended.class);
    }

    @Test
    void itIsChargedWhenTheCircuitClosesInTime() {
        SimulatedShop shop = parked(PlantedBug.NONE);

        shop.timePasses(BEFORE_PAY_BY_SECONDS);
        shop.gateways().heal(random);
        letGo(shop);

        assertThat(shop.ledger().entries()).hasSize(1);
    }

    @Test
    void parkingChangesNeitherThePaymentNorItsAttempts() {
        SimulatedShop shop = parked(PlantedBug.NONE);

        Payment payment = shop.payments().payments().getFirst();
        assertThat(payment.state()).isEqualTo(new PaymentState.Requested(0));
        assertThat(shop.post().parked())
                .singleElement()
                .satisfies(lane -> assertThat(lane.first().attempt()).isZero());
    }

    @Test
    void aShopThatForgetsTheDeadlineIsCaught() {
        SimulatedShop shop = parked(PlantedBug.CHARGED_WHEN_THE_CIRCUIT_CLOSED);
        shop.timePasses(PAST_PAY_BY_SECONDS);
        shop.gateways().heal(random);

        letGo(shop);

        assertThatThrownBy(shop.promises()::always)
                .isInstanceOf(BrokenPromiseError.class)
                .hasMessageContaining("never charged");
    }

    private SimulatedShop parked(PlantedBug bug) {
        SimulatedShop shop = new SimulatedShop(bug, new Coverage());
        shop.gateways().all().forEach(gateway -> gateway.circuit().opens());
        shop.orders().submit("refunds", "card");
        while (shop.post().hasWaiting(Lane.Kind.TOPIC)) {
            handOver(shop, shop.post().anyWaiting(random, Lane.Kind.TOPIC));
        }
        return shop;
    }

    private void letGo(SimulatedShop shop) {
        shop.post().parked().forEach(lane -> handOver(shop, lane));
    }

    private void handOver(SimulatedShop shop, Lane lane) {
        shop.deliver(Objects.requireNonNull(lane), false, random);
        for (Exchange exchange : shop.exchanges()) {
            while (!exchange.over()) {
                shop.goOn(exchange, Fate.ANSWERED, random);
            }
        }
    }
}
