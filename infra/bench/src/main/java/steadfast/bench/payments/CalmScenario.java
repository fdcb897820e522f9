package steadfast.bench.payments;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import steadfast.bench.report.BenchReport;
import steadfast.bench.report.Figure;
import steadfast.launcher.shop.LocalServers;

/**
 * Measures payments per second, compared with the same code with one payment in work at a time: the
 * cost of the gateway's 50 ms when payments do not wait for each other.
 */
final class CalmScenario {

    private static final int RECORDS = 6_000;
    private static final int RECORDS_ONE_BY_ONE = 300;

    /** One at a time, the gateway takes most of the time: a short warm-up is enough. */
    private static final int WARM_UP_ONE_BY_ONE = 300;

    private static final int TIMES_THE_BASELINE = 40;

    private final LocalServers servers;
    private final Path folder;
    private final BenchReport report;
    private final PrintStream progress;

    CalmScenario(LocalServers servers, Path folder, BenchReport report, PrintStream progress) {
        this.servers = servers;
        this.folder = folder;
        this.report = report;
        this.progress = progress;
    }

    /** The figures of one batch. */
    private record Passed(
            double recordsPerSecond,
            double transactionsEach,
            double startedEach,
            double parkedPercent,
            Map<CpuTimes.Part, Double> cpuMillisEach) {}

    void measure() throws IOException, InterruptedException, SQLException {
        Passed oneByOne;
        try (PaymentsStage stage =
                PaymentsStage.start(servers, folder, Map.of(PaymentService.MAX_IN_FLIGHT, "1"))) {
            pass(stage, WARM_UP_ONE_BY_ONE);
            oneByOne = pass(stage, RECORDS_ONE_BY_ONE);
        }
        Passed calm;
        try (PaymentsStage stage = PaymentsStage.start(servers, folder, Map.of())) {
            stage.warmUp();
            calm = pass(stage, RECORDS);
        }
        report.add(
                Figure.atLeast(
                        TIMES_THE_BASELINE,
                        "CALM rate by the rate of one at a time",
                        calm.recordsPerSecond / oneByOne.recordsPerSecond,
                        "times"));
        report.add(Figure.unbounded("CALM", calm.recordsPerSecond, "payments/s"));
        report.add(Figure.unbounded("CALM one at a time", oneByOne.recordsPerSecond, "payments/s"));
        // Without a bar: payments that come together may share transactions.
        report.add(
                Figure.unbounded(
                        "CALM transactions that wrote", calm.transactionsEach, "a payment"));
        report.add(
                Figure.atLeast(1, "CALM committed before its call", calm.startedEach, "a payment"));
        report.add(
                Figure.unbounded(
                        "CALM parked although the gateway was well", calm.parkedPercent, "%"));
        calm.cpuMillisEach.forEach((part, millis) ->
                report.add(
                        Figure.unbounded("CALM CPU of " + part.title(), millis, "ms a payment")));
    }

    private Passed pass(PaymentsStage stage, int records)
            throws InterruptedException, SQLException {
        long transactions = stage.database().writingTransactions();
        int started = stage.events().started();
        long parked = stage.failureTopics().parked(PaymentsStage.GATEWAY);
        CpuTimes cpu = CpuTimes.now();
        double rate = stage.calmRate(records);
        CpuTimes cpuAfter = CpuTimes.now();
        Map<CpuTimes.Part, Double> cpuMillisEach = new EnumMap<>(CpuTimes.Part.class);
        for (CpuTimes.Part part : CpuTimes.Part.values()) {
            cpuMillisEach.put(part, cpuAfter.millisSince(cpu, part) / records);
        }
        progress.printf(
                Locale.ROOT,
                "CALM     %5d payments: %7.1f payments/s, %d parked, CPU ms each %s%n",
                records,
                rate,
                stage.failureTopics().parked(PaymentsStage.GATEWAY) - parked,
                cpuMillisEach);
        return new Passed(
                rate,
                (double) (stage.database().writingTransactions() - transactions) / records,
                (double) (stage.events().started() - started) / records,
                100.0 * (stage.failureTopics().parked(PaymentsStage.GATEWAY) - parked) / records,
                cpuMillisEach);
    }
}
