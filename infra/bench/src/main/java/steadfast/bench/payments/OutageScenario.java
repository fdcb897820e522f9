package steadfast.bench.payments;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import steadfast.bench.report.BenchReport;
import steadfast.bench.report.Figure;
import steadfast.launcher.shop.LocalServers;

/**
 * Measures what a minute without the gateway costs: there should be hardly any calls and attempts
 * while it is away, and the old rate soon after it is back.
 */
final class OutageScenario {

    private static final int WAITING = 2_000;
    private static final Duration LENGTH = Duration.ofSeconds(60);

    /** Enough for the JIT compiler to have compiled the code for an outage too. */
    private static final int REHEARSED = 2_000;

    /** Longer than a call can hang. */
    private static final Duration REHEARSAL = Duration.ofSeconds(12);

    /** Sent before and after the outage, as the speed of a shared machine varies. */
    private static final int CALM = 4_000;

    private static final double CALLS_A_HUNDRED = 10;
    private static final double FIRST_SUCCESS_SECONDS = 2;
    private static final double OF_THE_CALM_RATE = 80;

    /**
     * Leaves out the last few: the calls that hung when the gateway came back end by their own
     * timeouts, seconds later, and do not show how fast the others are.
     */
    private static final int DRAINED = WAITING * 99 / 100;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final LocalServers servers;
    private final Path folder;
    private final BenchReport report;
    private final PrintStream progress;

    OutageScenario(LocalServers servers, Path folder, BenchReport report, PrintStream progress) {
        this.servers = servers;
        this.folder = folder;
        this.report = report;
        this.progress = progress;
    }

    /** The counters before and after. */
    private record Counts(
            int swallowed,
            double metered,
            double probesOfTheNew,
            long called,
            long dead,
            long secondRung) {

        static Counts of(PaymentsStage stage)
                throws IOException, InterruptedException, SQLException {
            return new Counts(
                    stage.gateway().swallowedCalls(),
                    stage.service().metric("gateway_calls_seconds_count", "gateway=\"sandbox\""),
                    stage.service().metric("gateway_probes_total", "turn=\"first\""),
                    stage.database().calledPayments(),
                    stage.failureTopics().dead(),
                    stage.failureTopics().onRung(2));
        }

        Counts since(Counts before) {
            return new Counts(
                    swallowed - before.swallowed,
                    metered - before.metered,
                    probesOfTheNew - before.probesOfTheNew,
                    called - before.called,
                    dead - before.dead,
                    secondRung - before.secondRung);
        }
    }

    /**
     * Returns the calls that were not a payment's first, plus those that a half-open circuit let
     * through. The rest had begun before enough of them had failed to open it.
     */
    private static double probesAndRetries(Counts during) {
        return during.metered - (during.called - during.probesOfTheNew);
    }

    void measure() throws IOException, InterruptedException, SQLException {
        try (PaymentsStage stage = PaymentsStage.start(servers, folder, Map.of())) {
            stage.warmUp();
            rehearse(stage);
            double calmBefore = stage.calmRate(CALM);
            Counts before = Counts.of(stage);
            stage.gateway().takeDown();
            Batch batch = stage.orders().submit(WAITING, OrderSubmitter.CARD);
            TimeUnit.MILLISECONDS.sleep(LENGTH.toMillis());
            Counts during = Counts.of(stage).since(before);
            int early = stage.events().succeeded(batch);
            stage.gateway().heal();
            long healed = System.nanoTime();
            stage.events().awaitSuccesses(batch, WAITING, LIMIT);
            Counts all = Counts.of(stage).since(before);
            List<Long> successes =
                    stage.events().successes(batch).values().stream().sorted().toList();
            long first = successes.getFirst();
            long last = successes.getLast();
            double drainRate = DRAINED / ((successes.get(DRAINED) - first) / 1e9);
            progress.printf(
                    Locale.ROOT,
                    "OUTAGE   %d calls (%.0f by payment-service's count), %d early; first success"
                            + " %.2f s after it healed, all in %.2f s%n",
                    during.swallowed,
                    during.metered,
                    early,
                    (first - healed) / 1e9,
                    (last - healed) / 1e9);
            double calmAfter = stage.calmRate(CALM);
            reportRates(
                    during, all, (first - healed) / 1e9, drainRate, (calmBefore + calmAfter) / 2);
            report.add(Figure.unbounded("OUTAGE calm before it", calmBefore, "payments/s"));
            report.add(Figure.unbounded("OUTAGE calm after it", calmAfter, "payments/s"));
            report.add(
                    Figure.unbounded(
                            "OUTAGE last success after the gateway heals",
                            (last - healed) / 1e9,
                            "s"));
        }
    }

    private static void rehearse(PaymentsStage stage) throws IOException, InterruptedException {
        stage.gateway().takeDown();
        Batch batch = stage.orders().submit(REHEARSED, OrderSubmitter.CARD);
        TimeUnit.MILLISECONDS.sleep(REHEARSAL.toMillis());
        stage.gateway().heal();
        stage.events().awaitSuccesses(batch, REHEARSED, LIMIT);
    }

    private void reportRates(
            Counts during, Counts all, double firstSeconds, double drainRate, double calmRate) {
        report.add(
                Figure.atMost(
                        FIRST_SUCCESS_SECONDS,
                        "OUTAGE first success after the gateway heals",
                        firstSeconds,
                        "s"));
        report.add(
                Figure.atLeast(
                        OF_THE_CALM_RATE,
                        "OUTAGE 99 % of them drained, by the calm rate",
                        100 * drainRate / calmRate,
                        "%"));
        report.add(Figure.unbounded("OUTAGE drained", drainRate, "payments/s"));
        report.add(
                Figure.atMost(
                        CALLS_A_HUNDRED,
                        "OUTAGE probes and retries",
                        100.0 * probesAndRetries(during) / WAITING,
                        "% of them"));
        report.add(
                Figure.unbounded(
                        "OUTAGE calls that reached the gateway, first ones too",
                        100.0 * during.swallowed / WAITING,
                        "% of them"));
        report.add(
                Figure.unbounded(
                        "OUTAGE calls by payment-service's own count, first ones too",
                        100.0 * during.metered / WAITING,
                        "% of them"));
        report.add(Figure.atMost(0, "OUTAGE dead letters", (double) all.dead, "letters"));
        report.add(
                Figure.atMost(
                        0, "OUTAGE second attempts used up", (double) all.secondRung, "orders"));
    }
}
