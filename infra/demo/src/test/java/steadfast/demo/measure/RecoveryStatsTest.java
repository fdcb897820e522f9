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
        publish(new PaymentEvent.PaymentStarted(payment, 1, "sandbox"));
        assertThat(signs.retried()).isEmpty();

        publish(new PaymentEvent.PaymentStarted(payment, 2, "sandbox"));

        assertThat(signs.retried()).containsExactly(order);
        assertThat(signs.reconciled()).isEmpty();
    }

    @Test
    void aChargeThatHadToBeAskedAboutIsARetry() {
        publish(new PaymentEvent.PaymentUnresolved(payment, 1, "timeout"));

        assertThat(signs.retried()).containsExactly(order);
    }

    @Test
    void whatTheReconcilerFoundBeforeAnybodyElseIsItsHelp() {
        publish(finding(GatewayFinding.Source.QUERY, GatewayFinding.Verdict.CAPTURED), 5);
        assertThat(signs.reconciled()).isEmpty();

        publish(succeeded(), 6);

        assertThat(signs.reconciled()).containsExactly(order);
    }

    @Test
    void whatWasKnownBeforeTheReconcilerFoundItIsNot() {
        publish(succeeded(), 4);
        publish(finding(GatewayFinding.Source.QUERY, GatewayFinding.Verdict.CAPTURED), 5);

        assertThat(signs.reconciled()).isEmpty();
    }

    @Test
    void aCallbackAndAQuestionWithoutAnAnswerAreNotTheReconcilers() {
        publish(finding(GatewayFinding.Source.CALLBACK, GatewayFinding.Verdict.CAPTURED), 5);
        publish(finding(GatewayFinding.Source.QUERY, GatewayFinding.Verdict.NOT_FOUND), 5);
        publish(succeeded(), 6);

        assertThat(signs.reconciled()).isEmpty();
        assertThat(signs.calledBack()).containsExactly(order);
    }

    @Test
    void aCallbackOfWhatWasKnownIsNoHelp() {
        publish(succeeded(), 4);
        publish(finding(GatewayFinding.Source.CALLBACK, GatewayFinding.Verdict.CAPTURED), 5);

        assertThat(signs.calledBack()).isEmpty();
    }

    @Test
    void firstCallsAreToldFromLaterOnes() {
        PaymentId second = payment.next();
        publish(new PaymentEvent.PaymentUnresolved(payment, 1, "timeout"));
        publish(new PaymentEvent.PaymentStarted(payment, 1, "sandbox"), 1);
        publish(new PaymentEvent.PaymentStarted(payment, 3, "sandbox"), 9);
        publish(new PaymentEvent.PaymentStarted(payment, 2, "sandbox"), 5);
        publish(new PaymentEvent.PaymentUnresolved(second, 2, "the first call was refused"));

        assertThat(signs.firstCalls())
                .isEqualTo(
                        new FirstCalls(Set.of(payment), Map.of(payment, Instant.ofEpochSecond(5))));
    }

    @Test
    void aRepairHelpsOnlyWhatWasADeadLetter() {
        publish(
                new OperationsEvent.RepairRequested(
                        order, OperationsEvent.Owner.PAYMENT, "a result"));
        assertThat(signs.reconciled()).isEmpty();

        signs.add("g.dlt", order.toString(), "OrderSubmitted", "{}".getBytes(UTF_8), Instant.EPOCH);

        assertThat(signs.reconciled()).containsExactly(order);
    }

    @Test
    void whatIsNotOursIsPassedOver() {
        signs.add("payment-events", "k", "Nonsense", "{}".getBytes(UTF_8), Instant.EPOCH);
        signs.add(
                "payment-events", "k", "PaymentStarted", "nonsense".getBytes(UTF_8), Instant.EPOCH);
        signs.add("g.dlt", "not an order", "x", new byte[0], Instant.EPOCH);

        assertThat(signs.retried()).isEmpty();
        assertThat(signs.reconciled()).isEmpty();
    }

    private void publish(Event event) {
        publish(event, 0);
    }

    private void publish(Event event, long second) {
        EventCodec.Encoded encoded = new EventCodec().encode(event);
        signs.add(
                encoded.topic(),
                encoded.key(),
                encoded.type(),
                encoded.value(),
                Instant.ofEpochSecond(second));
    }

    private PaymentEvent.PaymentSucceeded succeeded() {
        return new PaymentEvent.PaymentSucceeded(payment, new Money(5, "USD"), Instant.EPOCH);
    }

    private GatewayFinding finding(GatewayFinding.Source source, GatewayFinding.Verdict verdict) {
        return new GatewayFinding(payment, "sandbox", source, verdict, null, null, Instant.EPOCH);
    }
}
