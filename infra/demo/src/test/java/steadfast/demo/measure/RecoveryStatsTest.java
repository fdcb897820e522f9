package steadfast.demo.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import steadfast.events.Event;
import steadfast.events.EventCodec;
import steadfast.events.GatewayFinding;
import steadfast.events.Money;
import steadfast.events.OperationsEvent;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentId;

class RecoveryStatsTest {

    final RecoveryStats signs = new RecoveryStats();
    final OrderId order = new OrderId(UUID.randomUUID());
    final PaymentId payment = PaymentId.first(order);

    @Test
    void aSecondAttemptIsARetry() {
        say(new PaymentEvent.PaymentStarted(payment, 1, "sandbox"));
        assertThat(signs.retried()).isEmpty();

        say(new PaymentEvent.PaymentStarted(payment, 2, "sandbox"));

        assertThat(signs.retried()).containsExactly(order);
        assertThat(signs.reconciled()).isEmpty();
    }

    @Test
    void aChargeThatHadToBeAskedAboutIsARetry() {
        say(new PaymentEvent.PaymentUnresolved(payment, 1, "timeout"));

        assertThat(signs.retried()).containsExactly(order);
    }

    @Test
    void whatTheReconcilerFoundBeforeAnybodyElseIsItsHelp() {
        say(finding(GatewayFinding.Source.QUERY, GatewayFinding.Verdict.CAPTURED), 5);
        assertThat(signs.reconciled()).isEmpty();

        say(succeeded(), 6);

        assertThat(signs.reconciled()).containsExactly(order);
    }

    @Test
    void whatWasKnownBeforeTheReconcilerFoundItIsNot() {
        say(succeeded(), 4);
        say(finding(GatewayFinding.Source.QUERY, GatewayFinding.Verdict.CAPTURED), 5);

        assertThat(signs.reconciled()).isEmpty();
    }

    @Test
    void aCallbackAndAQuestionWithoutAnAnswerAreNotTheReconcilers() {
        say(finding(GatewayFinding.Source.CALLBACK, GatewayFinding.Verdict.CAPTURED), 5);
        say(finding(GatewayFinding.Source.QUERY, GatewayFinding.Verdict.NOT_FOUND), 5);
        say(succeeded(), 6);

        assertThat(signs.reconciled()).isEmpty();
        assertThat(signs.heard()).containsExactly(order);
    }

    @Test
    void aCallbackOfWhatWasKnownIsNoHelp() {
        say(succeeded(), 4);
        say(finding(GatewayFinding.Source.CALLBACK, GatewayFinding.Verdict.CAPTURED), 5);

        assertThat(signs.heard()).isEmpty();
    }

    @Test
    void firstCallsAreToldFromLaterOnes() {
        PaymentId second = payment.next();
        say(new PaymentEvent.PaymentUnresolved(payment, 1, "timeout"));
        say(new PaymentEvent.PaymentStarted(payment, 1, "sandbox"), 1);
        say(new PaymentEvent.PaymentStarted(payment, 3, "sandbox"), 9);
        say(new PaymentEvent.PaymentStarted(payment, 2, "sandbox"), 5);
        say(new PaymentEvent.PaymentUnresolved(second, 2, "the first call was refused"));

        assertThat(signs.firstCalls())
                .isEqualTo(
                        new FirstCalls(Set.of(payment), Map.of(payment, Instant.ofEpochSecond(5))));
    }

    @Test
    void aRepairHelpsOnlyWhatWasADeadLetter() {
        say(new OperationsEvent.RepairRequested(order, OperationsEvent.Owner.PAYMENT, "a result"));
        assertThat(signs.reconciled()).isEmpty();

        signs.note(
                "g.order-events.dlt",
                order.toString(),
                "OrderSubmitted",
                "{}".getBytes(UTF_8),
                Instant.EPOCH);

        assertThat(signs.reconciled()).containsExactly(order);
    }

    @Test
    void whatIsNotOursIsPassedOver() {
        signs.note("payment-events", "k", "Nonsense", "{}".getBytes(UTF_8), Instant.EPOCH);
        signs.note(
                "payment-events", "k", "PaymentStarted", "nonsense".getBytes(UTF_8), Instant.EPOCH);
        signs.note("g.order-events.dlt", "not an order", "x", new byte[0], Instant.EPOCH);

        assertThat(signs.retried()).isEmpty();
        assertThat(signs.reconciled()).isEmpty();
    }

    private void say(Event event) {
        say(event, 0);
    }

    private void say(Event event, long second) {
        EventCodec.Encoded said = new EventCodec().encode(event);
        signs.note(
                said.topic(), said.key(), said.type(), said.value(), Instant.ofEpochSecond(second));
    }

    private PaymentEvent.PaymentSucceeded succeeded() {
        return new PaymentEvent.PaymentSucceeded(payment, new Money(5, "USD"), Instant.EPOCH);
    }

    private GatewayFinding finding(GatewayFinding.Source source, GatewayFinding.Verdict verdict) {
        return new GatewayFinding(payment, "sandbox", source, verdict, null, null, Instant.EPOCH);
    }
}
