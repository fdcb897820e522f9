package steadfast.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import steadfast.events.Event;
import steadfast.events.EventCodec;
import steadfast.events.GatewayFinding;
import steadfast.events.OperationsEvent;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentId;

class HelpSignsTest {

    final HelpSigns signs = new HelpSigns();
    final OrderId order = new OrderId(UUID.randomUUID());
    final PaymentId payment = PaymentId.first(order);

    @Test
    void aSecondAttemptIsARetry() {
        say(new PaymentEvent.PaymentStarted(payment, 1));
        assertThat(signs.retried()).isEmpty();

        say(new PaymentEvent.PaymentStarted(payment, 2));

        assertThat(signs.retried()).containsExactly(order);
        assertThat(signs.reconciled()).isEmpty();
    }

    @Test
    void askingTheGatewayIsTheReconcilersHelpAndACallbackIsNot() {
        say(finding(GatewayFinding.Source.CALLBACK));
        assertThat(signs.reconciled()).isEmpty();

        say(finding(GatewayFinding.Source.QUERY));

        assertThat(signs.reconciled()).containsExactly(order);
    }

    @Test
    void aRepairHelpsOnlyWhatWasADeadLetter() {
        say(new OperationsEvent.RepairRequested(order, OperationsEvent.Owner.PAYMENT, "a result"));
        assertThat(signs.reconciled()).isEmpty();

        signs.note("g.order-events.dlt", order.toString(), "OrderSubmitted", "{}".getBytes(UTF_8));

        assertThat(signs.reconciled()).containsExactly(order);
    }

    @Test
    void whatIsNotOursIsPassedOver() {
        signs.note("payment-events", "k", "Nonsense", "{}".getBytes(UTF_8));
        signs.note("payment-events", "k", "PaymentStarted", "nonsense".getBytes(UTF_8));
        signs.note("g.order-events.dlt", "not an order", "x", new byte[0]);

        assertThat(signs.retried()).isEmpty();
        assertThat(signs.reconciled()).isEmpty();
    }

    private void say(Event event) {
        EventCodec.Encoded said = new EventCodec().encode(event);
        signs.note(said.topic(), said.key(), said.type(), said.value());
    }

    private GatewayFinding finding(GatewayFinding.Source source) {
        return new GatewayFinding(
                payment,
                "sandbox",
                source,
                GatewayFinding.Verdict.NOT_FOUND,
                null,
                null,
                Instant.EPOCH);
    }
}
