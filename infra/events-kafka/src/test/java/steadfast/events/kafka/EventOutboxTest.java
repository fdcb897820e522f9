package steadfast.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderEvent;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.messaging.OutboxMessage;

class EventOutboxTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final List<OutboxMessage> appended = new ArrayList<>();
    private final EventOutbox outbox =
            new EventOutbox(appended::addAll, Clock.fixed(NOW, ZoneOffset.UTC));
    private final OrderId order = new OrderId(UUID.randomUUID());
    private final OrderEvent completed =
            new OrderEvent.OrderCompleted(order, PaymentId.first(order));

    @Test
    void whatIsSaidGoesToItsTopicUnderItsKey() {
        EventEnvelope eventEnvelope = outbox.publish(completed);

        assertThat(eventEnvelope.event()).isEqualTo(completed);
        assertThat(eventEnvelope.occurredAt()).isEqualTo(NOW);
        assertThat(appended)
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.eventId()).isEqualTo(eventEnvelope.eventId());
                    assertThat(message.occurredAt()).isEqualTo(NOW);
                    assertThat(message.topic()).isEqualTo("order-events");
                    assertThat(message.key()).isEqualTo(order.toString());
                    assertThat(message.type()).isEqualTo("OrderCompleted");
                    assertThat(new String(message.value(), StandardCharsets.UTF_8))
                            .contains(order.toString());
                });
    }

    @Test
    void sayingTheSameTwiceIsTwoEvents() {
        assertThat(outbox.publish(completed).eventId())
                .isNotEqualTo(outbox.publish(completed).eventId());
    }

    @Test
    void whatIsSaidAgainKeepsItsIdAndItsTime() {
        EventEnvelope eventEnvelope =
                new EventEnvelope(UUID.randomUUID(), Instant.EPOCH, completed);

        outbox.republish(eventEnvelope);

        assertThat(appended.getFirst().eventId()).isEqualTo(eventEnvelope.eventId());
        assertThat(appended.getFirst().occurredAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aRowGivesBackWhatItsAggregateSaidLast() {
        List<EventEnvelope> envelopes =
                List.of(
                        outbox.publish(completed),
                        new EventEnvelope(
                                UUID.randomUUID(),
                                Instant.parse("2026-01-02T03:04:05.123456789Z"),
                                new OrderEvent.OrderExpired(order, PaymentId.first(order))));

        assertThat(outbox.read(outbox.write(envelopes))).isEqualTo(envelopes);
    }

    @Test
    void nothingSaidIsRememberedAsNothing() {
        assertThat(outbox.read(outbox.write(List.of()))).isEmpty();
    }

    @Test
    void aRowThatIsNoTextOfOursIsAnError() {
        assertThatIllegalStateException().isThrownBy(() -> outbox.read("[{"));
    }
}
