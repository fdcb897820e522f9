package steadfast.reconciler.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.events.GatewayFinding;
import steadfast.events.GatewayFinding.Source;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.reconciler.Findings;
import steadfast.reconciler.OrderStory;
import steadfast.reconciler.PolledRows;
import steadfast.reconciler.ScriptedGateway;
import steadfast.reconciler.WatchedRows;
import steadfast.reconciler.store.PolledPayment;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class OpenPaymentsAreAskedAboutTest {

    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final Money TOTAL = new Money(10_00, "CNY");
    private static final GatewayAnswer.Captured CAPTURED =
            new GatewayAnswer.Captured(TOTAL, Instant.parse("2026-01-01T00:00:00Z"));

    @Inject WatchedRows orders;
    @Inject PolledRows polled;
    @Inject ScriptedGateway gateway;
    @Inject PollSweep sweep;
    @Inject MeterRegistry meters;
    private final TestRecords records = TestRecords.ofApplication();

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void whatTheGatewayHasIsFoundAndPassedOn() {
        OrderStory story = OrderStory.now().submitted().started(1);
        gateway.write(story.round(1), CAPTURED);
        story.send(records);

        GatewayFinding finding = Findings.await(records, story.round(1), 1).getFirst();

        assertThat(finding.source()).isEqualTo(Source.QUERY);
        assertThat(finding.verdict()).isEqualTo(Verdict.CAPTURED);
        assertThat(finding.amount()).isEqualTo(TOTAL);
        assertThat(finding.gateway()).isEqualTo("scripted");
        assertThat(gateway.operations(story.round(1))).containsOnly("query");
        assertThat(counted("query", "CAPTURED")).isPositive();
    }

    @Test
    void onlyTheGatewayThatIsChargedIsAskedWhereverTheMethodGoesNow() {
        OrderStory story = OrderStory.now().submitted().startedAt("elsewhere", 1);
        gateway.write(story.round(1), CAPTURED);
        story.send(records);

        PolledPayment row = polled.await(story.round(1), one -> one.polls() >= 2);

        assertThat(row.lastAnswer()).isEqualTo("MISCONFIGURED");
        assertThat(row.lastDetail()).isEqualTo("the gateway 'elsewhere' is not configured");
        assertThat(gateway.operations(story.round(1))).isEmpty();
        assertThat(Findings.about(records, story.round(1))).isEmpty();
    }

    @Test
    void itIsAskedUntilPaymentServiceSaysHowItEndedAndItsLastAnswerStays() {
        OrderStory story = OrderStory.now().submitted().started(1);
        gateway.write(story.round(1), CAPTURED);
        story.send(records);
        polled.await(story.round(1), row -> row.polls() >= 2);

        OrderStory.send(records, story.captured(1).last());

        polled.awaitCertain(story.round(1));
        PolledPayment row = polled.find(story.round(1)).orElseThrow();
        assertThat(row.lastAnswer()).isEqualTo("CAPTURED");
        assertThat(row.lastAskedAt()).isNotNull();
        int asked = gateway.operations(story.round(1)).size();
        assertThat(Findings.about(records, story.round(1)).size()).isLessThanOrEqualTo(asked);
    }

    @Test
    void whatNobodyCanTellIsWrittenDownAndNotPassedOn() {
        OrderStory story = OrderStory.now().submitted().started(1).unresolved(1).send(records);

        PolledPayment row = polled.await(story.round(1), one -> one.polls() >= 3);

        assertThat(row.lastAnswer()).isEqualTo("UNKNOWN");
        assertThat(row.lastDetail()).isEqualTo("system busy");
        assertThat(row.nextPollAt()).isNotNull();
        assertThat(Findings.about(records, story.round(1))).isEmpty();
    }

    @Test
    void anAbsentPaymentIsPassedOnSinceItMayBeChargedAgain() {
        OrderStory story = OrderStory.now().submitted().started(1);
        gateway.write(story.round(1), new GatewayAnswer.NotFound());
        story.send(records);

        assertThat(Findings.await(records, story.round(1), 1).getFirst().verdict())
                .isEqualTo(Verdict.NOT_FOUND);
        assertThat(gateway.operations(story.round(1))).containsOnly("query");
    }

    @Test
    void moneyThatMovedWithoutUsIsPassedOn() {
        OrderStory partly = OrderStory.now().submitted().started(1);
        OrderStory disputed = OrderStory.now().submitted().started(1);
        Money part = new Money(1_00, "CNY");
        gateway.write(
                partly.round(1), new GatewayAnswer.PartlyRefunded(TOTAL, part, Instant.EPOCH));
        gateway.write(
                disputed.round(1), new GatewayAnswer.Disputed(TOTAL, Instant.EPOCH, "fraudulent"));
        partly.send(records);
        disputed.send(records);

        GatewayFinding ofPart = Findings.await(records, partly.round(1), 1).getFirst();
        GatewayFinding ofDispute = Findings.await(records, disputed.round(1), 1).getFirst();

        assertThat(ofPart.verdict()).isEqualTo(Verdict.PARTLY_REFUNDED);
        assertThat(ofPart.amount()).isEqualTo(part);
        assertThat(ofDispute.verdict()).isEqualTo(Verdict.DISPUTED);
        assertThat(ofDispute.detail()).isEqualTo("fraudulent");
    }

    @Test
    void thePausesGrowUpToTheLimit() {
        OrderStory story = OrderStory.now().submitted().started(1).send(records);

        PolledPayment row = polled.await(story.round(1), one -> one.polls() >= 4);

        // 0.3 s doubles past the limit of 1 s that the tests set; chance takes off a fifth at most.
        assertThat(Duration.between(row.lastAskedAt(), row.nextPollAt()))
                .isBetween(Duration.ofMillis(799), Duration.ofMillis(1000));
    }

    @Test
    void aGatewayThatWasAwayForLongIsStillAsked() {
        OrderStory story = OrderStory.now().submitted().started(1).send(records);
        polled.await(story.round(1), row -> row.polls() >= 5);

        gateway.write(story.round(1), new GatewayAnswer.Declined("stolen_card"));

        GatewayFinding finding = Findings.await(records, story.round(1), 1).getFirst();
        assertThat(finding.verdict()).isEqualTo(Verdict.DECLINED);
        assertThat(finding.detail()).isEqualTo("stolen_card");
    }

    @Test
    void aCrashBetweenCallAndRecordIsAskedAgainWhenTheLeaseEnds() {
        OrderStory story = OrderStory.now().submitted().started(1);
        gateway.write(story.round(1), CAPTURED);
        gateway.crashOnce(story.round(1));
        story.send(records);

        Findings.await(records, story.round(1), 1);

        PolledPayment row = polled.await(story.round(1), one -> one.polls() >= 1);
        assertThat(gateway.operations(story.round(1)).size()).isGreaterThan(row.polls());
    }

    @Test
    void instancesThatSweepAtOnceAskAboutEachPaymentOnceATurn() {
        List<PaymentId> payments = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            OrderStory story = OrderStory.now().submitted().started(1).send(records);
            payments.add(story.round(1));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            await().atMost(GENEROUS)
                    .until(() -> {
                        threads.invokeAll(Collections.nCopies(8, sweepOnce()));
                        return payments.stream().allMatch(payment -> polls(payment) >= 3);
                    });
        }

        assertThat(gateway.askedTwiceAtOnce()).doesNotContainAnyElementsOf(payments);
        for (PaymentId payment : payments) {
            // At most one more is under way, or was written down since it was counted.
            assertThat(gateway.operations(payment).size()).isBetween(3, polls(payment) + 1);
        }
    }

    @Test
    @Tag("long")
    void twiceLateAndInAnyOrderLeavesNothingToAsk() {
        Random random = new Random(3);
        List<OrderStory> shuffled = new ArrayList<>();
        for (int permutation = 0; permutation < 6; permutation++) {
            OrderStory story =
                    OrderStory.now()
                            .submitted()
                            .started(1)
                            .unresolved(1)
                            .declined(1)
                            .failed(1)
                            .retried(2)
                            .started(2)
                            .captured(2)
                            .paid(2)
                            .cards(2)
                            .completed(2);
            List<OrderStory.Published> wire = new ArrayList<>(story.published());
            wire.addAll(story.published());
            Collections.shuffle(wire, random);
            wire.forEach(one -> OrderStory.send(records, one));
            shuffled.add(story);
        }

        for (OrderStory story : shuffled) {
            orders.awaitAll(story);
            polled.awaitCertain(story.round(1));
            polled.awaitCertain(story.round(2));
        }
    }

    private int polls(PaymentId paymentId) {
        return polled.find(paymentId).map(PolledPayment::polls).orElse(0);
    }

    private double counted(String operation, String answer) {
        return meters.counter(
                        "steadfast.reconciler.polls",
                        "gateway",
                        gateway.name(),
                        "operation",
                        operation,
                        "answer",
                        answer)
                .count();
    }

    private Callable<Void> sweepOnce() {
        return () -> {
            sweep.sweep();
            return null;
        };
    }
}
