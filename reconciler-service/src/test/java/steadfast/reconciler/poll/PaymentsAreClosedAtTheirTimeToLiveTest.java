package steadfast.reconciler.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.Money;
import steadfast.gateway.GatewayAnswer;
import steadfast.reconciler.Findings;
import steadfast.reconciler.OrderStory;
import steadfast.reconciler.PolledRows;
import steadfast.reconciler.ScriptedGateway;
import steadfast.reconciler.WatchedRows;
import steadfast.reconciler.lifecycle.ObservedEvent;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class PaymentsAreClosedAtTheirTimeToLiveTest {

    private static final GatewayAnswer.Captured CAPTURED =
            new GatewayAnswer.Captured(
                    new Money(10_00, "CNY"), Instant.parse("2026-01-01T00:00:00Z"));

    @Inject WatchedRows orders;
    @Inject PolledRows polled;
    @Inject ScriptedGateway gateway;
    private final TestRecords records = TestRecords.ofApplication();

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void anExpiredOrdersPaymentIsClosedAndTheCloseIsPassedOn() {
        OrderStory story = OrderStory.now().submitted().started(1).unresolved(1).expired(1);
        gateway.write(story.round(1), new GatewayAnswer.NotFound());
        story.send(records);

        orders.await(
                story.orderId(),
                row ->
                        row.knowledge().facts().stream()
                                .anyMatch(observedEvent ->
                                        observedEvent.kind() == ObservedEvent.Kind.GATEWAY_CLOSED));
        // A poll may have asked before it was known that the order has expired.
        assertThat(Findings.about(records, story.round(1)).getLast().verdict())
                .isEqualTo(Verdict.CANCELLED);
    }

    @Test
    void ourOwnWatchClosesAPaymentWhoseOrderNeverSaidThatItExpired() {
        OrderStory story = OrderStory.expiredFor(60).submitted().started(1);
        gateway.write(story.round(1), new GatewayAnswer.NotFound());
        story.send(records);

        Findings.await(records, story.round(1), 1);

        assertThat(gateway.operations(story.round(1))).containsOnly("cancel");
    }

    @Test
    void aPaymentIsLeftToItsOwnersUntilThen() {
        OrderStory story = OrderStory.now().submitted().started(1);
        gateway.write(story.round(1), new GatewayAnswer.NotFound());
        story.send(records);

        polled.await(story.round(1), row -> row.polls() >= 3);

        assertThat(gateway.operations(story.round(1))).containsOnly("query");
    }

    @Test
    void itIsClosedUntilTheAnswerIsDefiniteAndAskedUntilPaymentServiceSaysSo() {
        OrderStory story = OrderStory.now().submitted().started(1).expired(1).send(records);
        polled.await(story.round(1), row -> row.polls() >= 3);
        assertThat(Findings.about(records, story.round(1))).isEmpty();

        gateway.write(story.round(1), new GatewayAnswer.NotFound());
        Findings.await(records, story.round(1), 2);
        OrderStory.send(records, story.cancelled(1).last());

        polled.awaitCertain(story.round(1));
        assertThat(gateway.operations(story.round(1)).getLast()).isEqualTo("cancel");
    }

    @Test
    void aCaptureThatTheCloseMeetsIsPassedOn() {
        OrderStory story = OrderStory.now().submitted().started(1).expired(1);
        gateway.write(story.round(1), CAPTURED);
        story.send(records);

        assertThat(Findings.await(records, story.round(1), 1).getFirst().verdict())
                .isEqualTo(Verdict.CAPTURED);
        OrderStory.send(records, story.captured(1).last());
        polled.awaitCertain(story.round(1));
    }

    @Test
    void aPaymentThatPaymentServiceNeverHadIsLetGoOnceItIsClosed() {
        OrderStory story = OrderStory.now().submitted().expired(1);
        gateway.write(story.round(1), new GatewayAnswer.NotFound());
        story.send(records);

        Findings.await(records, story.round(1), 1);

        polled.awaitCertain(story.round(1));
    }

    @Test
    void aNewRoundsTimeIsNotThatOfTheOldOne() {
        OrderStory story = OrderStory.expiredFor(60).submitted().declined(1).failed(1).started(2);
        gateway.write(story.round(2), new GatewayAnswer.NotFound());
        story.send(records);

        polled.await(story.round(2), row -> row.polls() >= 2);

        assertThat(gateway.operations(story.round(2))).containsOnly("query");
    }
}
