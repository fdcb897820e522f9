package steadfast.reconciler.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.Money;
import steadfast.gateway.GatewayAnswer;
import steadfast.reconciler.Findings;
import steadfast.reconciler.OrderStory;
import steadfast.reconciler.PolledRows;
import steadfast.reconciler.ScriptedGateway;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;

/** The orders here live for half an hour more; only the buyer's time to act is over or short. */
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class PaymentsAreClosedAtTheBuyersDeadlineTest {

    @Inject PolledRows polled;
    @Inject ScriptedGateway gateway;
    private final TestRecords records = TestRecords.ofApplication();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void aCodeThatNobodyScannedIsClosedLongBeforeItsOrderExpires() {
        OrderStory story =
                OrderStory.now().submitted().started(1).actionRequired(1, now.plusSeconds(2));
        gateway.write(story.round(1), new GatewayAnswer.NotFound());
        story.send(records);

        polled.await(story.round(1), row -> "CANCELLED".equals(row.lastAnswer()));

        assertThat(gateway.operations(story.round(1))).contains("cancel");
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        Findings.about(records, story.round(1)).stream()
                                .anyMatch(found -> found.verdict() == Verdict.CANCELLED));
        OrderStory.send(records, story.cancelled(1).last());
        polled.awaitCertain(story.round(1));
    }

    @Test
    void aScanInTheLastMomentIsFoundByTheClose() {
        OrderStory story = OrderStory.now().submitted().actionRequired(1, now.minusSeconds(1));
        gateway.write(
                story.round(1), new GatewayAnswer.Captured(new Money(10_00, "CNY"), Instant.EPOCH));
        story.send(records);

        assertThat(Findings.await(records, story.round(1), 1).getFirst().verdict())
                .isEqualTo(Verdict.CAPTURED);
        assertThat(gateway.operations(story.round(1))).containsOnly("cancel");
    }

    @Test
    void whileTheCodeLivesItsPaymentIsOnlyAskedAbout() {
        OrderStory story =
                OrderStory.now().submitted().started(1).actionRequired(1, now.plusSeconds(600));
        gateway.write(story.round(1), new GatewayAnswer.NotFound());
        story.send(records);

        polled.await(story.round(1), row -> row.polls() >= 3);

        assertThat(gateway.operations(story.round(1))).containsOnly("query");
    }

    @Test
    void theMomentToCloseFollowsWhatPaymentServiceSaidLast() {
        OrderStory story = OrderStory.now().submitted().started(1).send(records);
        Instant expires = polled.await(story.round(1), row -> row.closesAt() != null).closesAt();
        Instant soon = now.plusSeconds(600);
        Instant later = now.plusSeconds(900);

        OrderStory.Published first = story.actionRequired(1, soon).last();
        OrderStory.send(records, first);
        awaitClosesAt(story, soon);
        OrderStory.send(records, story.actionRequired(1, later).last());
        awaitClosesAt(story, later);
        OrderStory.send(records, first);
        OrderStory.send(records, story.unresolved(1).last());
        awaitClosesAt(story, expires);
        OrderStory.send(records, story.actionRequired(1, soon).last());
        awaitClosesAt(story, soon);
    }

    private void awaitClosesAt(OrderStory story, Instant moment) {
        polled.await(story.round(1), row -> moment.equals(row.closesAt()));
    }
}
