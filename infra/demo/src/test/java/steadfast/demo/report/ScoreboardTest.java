package steadfast.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import steadfast.client.Status;
import steadfast.demo.buyers.LastReading;
import steadfast.demo.check.EvidenceBuilder;
import steadfast.demo.check.Invariants;
import steadfast.demo.check.Promise;
import steadfast.demo.check.Violation;
import steadfast.demo.measure.FirstCalls;
import steadfast.events.OrderId;

class ScoreboardTest {

    final EvidenceBuilder run = new EvidenceBuilder();

    @Test
    void everyAcknowledgedOrderIsCountedInExactlyOnePlace() {
        run.completed();
        run.completed();
        run.failed();
        run.order(Status.EXPIRED, List.of(), Set.of(Status.EXPIRED));
        run.order(Status.REFUNDED, List.of(), Set.of(Status.REFUNDED));
        run.openCase(run.unfinished());
        run.openCase(run.order(Status.EXPIRED, List.of(), Set.of(Status.EXPIRED)));
        run.unfinished();
        run.readings.put(run.failed(), new LastReading.Gone());
        run.purchase(List.of(), 1, List.of(), Set.of(), false);

        DemoReport report = scoreboard(Set.of(), Set.of()).report();

        assertThat(report.orders()).isEqualTo(10);
        assertThat(report.acknowledged()).isEqualTo(9);
        assertThat(report.disposition()).isEqualTo(new Disposition(2, 1, 1, 1, 2, 2));
    }

    @Test
    void theReportIsWrittenAsPromised() {
        OrderId twice = run.completed();
        run.capture(twice, 2);
        run.refund(twice, 2);
        run.failed();

        String json =
                new ObjectMapper().valueToTree(scoreboard(Set.of(), Set.of()).report()).toString();

        assertThat(json)
                .isEqualTo(
                        """
                        {"orders":2,"acknowledged":2,\
                        "disposition":{"completed":1,"failed":1,"expired":0,"refunded":0,"inReview":0,"notFinal":0},\
                        "captures":2,"refunds":1,"cardsIssued":2,"savedBy":{"retry":0,"callback":0,"reconciler":0,"review":0},\
                        "naiveShop":{"chargedWithoutCards":0,"ordersLost":0},\
                        "completionMillis":{"p50":100,"p99":100},"cpuMillisPerOrder":15.0,"callbacks":[],"violations":[]}\
                        """);
    }

    @Test
    void helpIsCountedOnceAndOnlyIfItHelped() {
        OrderId retried = run.completed();
        OrderId calledBack = run.completed();
        OrderId both = run.completed();
        OrderId repaired = run.completed();
        OrderId inVain = run.failed();
        OrderId ordinary = run.completed();
        run.openCase(run.unfinished());
        OrderId looked = run.order(Status.EXPIRED, List.of(), Set.of());
        run.openCase(looked);
        run.openCase(looked);
        run.closedCase(run.failed());

        DemoReport report =
                Scoreboard.of(
                                run.build(),
                                measured(
                                        Set.of(retried, calledBack, both, inVain),
                                        Set.of(both, repaired),
                                        Set.of(calledBack, both, ordinary)),
                                List.of())
                        .report();

        assertThat(report.savedBy()).isEqualTo(new DemoReport.SavedBy(1, 1, 2, 2));
    }

    @Test
    void violationsStandInTheReport() {
        run.unfinished();

        Scoreboard scoreboard = scoreboard(Set.of(), Set.of());

        assertThat(scoreboard.clean()).isFalse();
        assertThat(scoreboard.report().violations()).hasSize(1).first().asString().startsWith("I7");
    }

    @Test
    void whatWasFoundEarlierCountsOnce() {
        run.unfinished();
        List<Violation> again = Invariants.judge(run.build());
        List<Violation> earlier =
                List.of(again.getFirst(), new Violation(Promise.I4, "cards in the dark"));

        Scoreboard scoreboard = Scoreboard.of(run.build(), measured(Set.of(), Set.of()), earlier);

        assertThat(scoreboard.violations()).containsExactly(earlier.getLast(), again.getFirst());
    }

    @Test
    void onlyThisRunsOverdueOrdersAreCounted() {
        run.overdue.add(run.completed());
        run.overdue.add(new OrderId(UUID.randomUUID()));

        assertThat(scoreboard(Set.of(), Set.of()).overdue()).isEqualTo(1);
    }

    @Test
    void percentilesAreByNearestRank() {
        List<Long> hundred = LongStream.rangeClosed(1, 100).boxed().toList();

        assertThat(Scoreboard.percentile(hundred, 50)).isEqualTo(50);
        assertThat(Scoreboard.percentile(hundred, 99)).isEqualTo(99);
        assertThat(Scoreboard.percentile(List.of(7L), 99)).isEqualTo(7);
        assertThat(Scoreboard.percentile(List.of(), 50)).isZero();
    }

    @Test
    void throughputIsOverTheWholeSpan() {
        run.completed();
        run.completed();
        run.completed();

        assertThat(scoreboard(Set.of(), Set.of()).ordersPerSecond()).isEqualTo(1.5);
    }

    private Scoreboard scoreboard(Set<OrderId> retried, Set<OrderId> repaired) {
        return Scoreboard.of(run.build(), measured(retried, repaired), List.of());
    }

    private static Measured measured(Set<OrderId> retried, Set<OrderId> repaired) {
        return measured(retried, repaired, Set.of());
    }

    private static Measured measured(
            Set<OrderId> retried, Set<OrderId> repaired, Set<OrderId> calledBack) {
        return new Measured(
                Duration.ofSeconds(2),
                Duration.ofMillis(30),
                retried,
                repaired,
                calledBack,
                new FirstCalls(Set.of(), Map.of()),
                Optional.empty(),
                List.of());
    }
}
