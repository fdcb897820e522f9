package steadfast.bench.payments;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import steadfast.bench.report.BenchReport;
import steadfast.bench.report.Figure;
import steadfast.launcher.shop.LocalServers;

/**
 * Measures whether the buyers of a gateway that is well notice that another one is away. Half of
 * the orders go to each, at the same pace in both halves of the measurement.
 */
final class SecondGatewayScenario {

    /**
     * Several, as a round's p99 depends on ten orders and one pause of the machine delays all ten.
     */
    private static final int ROUNDS = 3;

    private static final int ORDERS = 2_000;
    private static final Duration DISTANCE = Duration.ofMillis(20);
    private static final int TO_OPEN_THE_CIRCUIT = 200;
    private static final double ALLOWANCE = 1.3;
    private static final double OPEN = 2;

    /** Above this the machine was overloaded, and the comparison would mean nothing. */
    private static final double SANE_MILLIS = 250;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final LocalServers servers;
    private final Path folder;
    private final BenchReport report;
    private final PrintStream progress;

    SecondGatewayScenario(
            LocalServers servers, Path folder, BenchReport report, PrintStream progress) {
        this.servers = servers;
        this.folder = folder;
        this.report = report;
        this.progress = progress;
    }

    void measure() throws IOException, InterruptedException, SQLException {
        try (SecondGateway second = SecondGateway.start(servers, folder);
                PaymentsStage stage = PaymentsStage.start(servers, folder, second.settings())) {
            stage.warmUp();
            // Not counted: the second gateway's first calls, which open new connections.
            var _ = latencies(stage);
            List<Round> rounds = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                rounds.add(round(stage));
            }
            report(rounds);
        }
    }

    /**
     * Latencies of the second gateway's orders in milliseconds.
     *
     * @param level the level of the first one's circuit at the end of the round
     */
    private record Round(
            double calmP50, double calmP99, double openP50, double openP99, double level) {}

    private Round round(PaymentsStage stage) throws IOException, InterruptedException {
        double[] calm = latencies(stage);
        stage.gateway().takeDown();
        Batch stuck = stage.orders().submit(TO_OPEN_THE_CIRCUIT, OrderSubmitter.CARD);
        awaitOpen(stage);
        double[] open = latencies(stage);
        double level = level(stage);
        stage.gateway().heal();
        stage.events().awaitSuccesses(stuck, TO_OPEN_THE_CIRCUIT, LIMIT);
        Round round =
                new Round(
                        percentile(calm, 0.5),
                        percentile(calm, 0.99),
                        percentile(open, 0.5),
                        percentile(open, 0.99),
                        level);
        progress.printf(
                Locale.ROOT,
                "SECOND   calm p50 %.0f p99 %.0f ms; beside an open circuit p50 %.0f p99 %.0f ms%n",
                round.calmP50,
                round.calmP99,
                round.openP50,
                round.openP99);
        return round;
    }

    private void report(List<Round> rounds) {
        report.add(
                Figure.atMost(
                        ALLOWANCE,
                        "SECOND p99 beside an open circuit by its calm p99",
                        median(rounds, round -> round.openP99 / round.calmP99),
                        "times"));
        report.add(
                Figure.atMost(
                        SANE_MILLIS, "SECOND calm p50", median(rounds, Round::calmP50), "ms"));
        report.add(Figure.unbounded("SECOND calm p99", median(rounds, Round::calmP99), "ms"));
        report.add(
                Figure.unbounded(
                        "SECOND p99 beside an open circuit", median(rounds, Round::openP99), "ms"));
        report.add(
                Figure.atLeast(
                        OPEN - 1,
                        "SECOND circuit of the first, in the end",
                        rounds.stream().mapToDouble(Round::level).min().orElseThrow(),
                        "level"));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return percentile(rounds.stream().mapToDouble(figure).sorted().toArray(), 0.5);
    }

    private static void awaitOpen(PaymentsStage stage) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (level(stage) < OPEN) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the first gateway's circuit does not open");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static double level(PaymentsStage stage) throws IOException, InterruptedException {
        return stage.service()
                .metric("gateway_circuit", "gateway=\"%s\"".formatted(PaymentsStage.GATEWAY));
    }

    /**
     * Returns the latencies of the second gateway's orders in milliseconds, sorted; every other
     * order is the first one's.
     */
    private static double[] latencies(PaymentsStage stage) throws InterruptedException {
        Batch both =
                stage.orders()
                        .trickle(
                                ORDERS,
                                DISTANCE,
                                order ->
                                        order % 2 == 0
                                                ? SecondGateway.METHOD
                                                : OrderSubmitter.CARD);
        Batch seconds = both.paidBy(SecondGateway.METHOD);
        stage.events().awaitSuccesses(seconds, seconds.size(), LIMIT);
        double[] millis = stage.events().latenciesMillis(seconds);
        Arrays.sort(millis);
        return millis;
    }

    private static double percentile(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
    }
}
