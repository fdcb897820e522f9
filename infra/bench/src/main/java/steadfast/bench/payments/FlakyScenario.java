package steadfast.bench.payments;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import steadfast.bench.report.BenchReport;
import steadfast.bench.report.Figure;
import steadfast.launcher.shop.LocalServers;

/**
 * Measures what failures cost beyond the least possible: the back-off of payments that always fail,
 * plus the time that as many payments take when nothing fails. The ladder has the same three rungs
 * as in {@code bench messaging}.
 */
final class FlakyScenario {

    /**
     * With 1 % of them hopeless, too few are left at the end to open the circuit, which looks at 40
     * calls: hopeless payments alone would look like a sick gateway, and be parked.
     */
    private static final int RECORDS = 2_000;

    private static final int PERCENT = 100;
    private static final int FAIL_ONCE = 20;
    private static final int FAIL_TWICE = 5;
    private static final int FAIL_ALWAYS = 1;

    /** Coprime to 100, so that neighbouring orders fail differently. */
    private static final int SCATTER = 37;

    /** Enough for the JIT compiler to have compiled the code for failures too. */
    private static final int WARM_UP_FLAKY = 2_000;

    private static final double ALLOWANCE = 1.15;
    private static final double BACK_OFF_SECONDS = 1 + 2 + 4;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Map<String, String> LADDER =
            Map.of(
                    "STEADFAST_MESSAGING_RETRY_DELAYS", "1s,2s,4s",
                    "STEADFAST_MESSAGING_RETRY_JITTER", "0s");

    private final LocalServers servers;
    private final Path folder;
    private final BenchReport report;
    private final PrintStream progress;

    FlakyScenario(LocalServers servers, Path folder, BenchReport report, PrintStream progress) {
        this.servers = servers;
        this.folder = folder;
        this.report = report;
        this.progress = progress;
    }

    void measure() throws IOException, InterruptedException, SQLException {
        try (PaymentsStage stage = PaymentsStage.start(servers, folder, LADDER)) {
            stage.warmUp();
            pass(stage, WARM_UP_FLAKY);
            double calmSeconds = RECORDS / stage.calmRate(RECORDS);
            double bar = ALLOWANCE * (BACK_OFF_SECONDS + calmSeconds);
            long deadBefore = stage.failureTopics().dead();
            double wall = pass(stage, RECORDS);
            progress.printf(
                    Locale.ROOT,
                    "FLAKY    %5d payments in %.2f s, calm in %.2f s%n",
                    RECORDS,
                    wall,
                    calmSeconds);
            report.add(Figure.atMost(bar, "FLAKY wall", wall, "s"));
            report.add(Figure.unbounded("FLAKY as many without failures", calmSeconds, "s"));
            double tooMany =
                    (double) (stage.failureTopics().dead() - deadBefore - hopeless(RECORDS));
            report.add(Figure.atMost(0, "FLAKY letters too many", tooMany, "letters"));
        }
    }

    /** Returns the seconds from just before the first order was sent until the last was final. */
    private static double pass(PaymentsStage stage, int records) throws InterruptedException {
        long dead = stage.failureTopics().dead() + hopeless(records);
        Batch batch = stage.orders().submit(records, FlakyScenario::method);
        long lastDead = awaitDead(stage.failureTopics(), dead);
        stage.events().awaitSuccesses(batch, records - hopeless(records), LIMIT);
        long lastSuccess = Collections.max(stage.events().successes(batch).values());
        return (Math.max(lastDead, lastSuccess) - batch.beginNanos()) / 1e9;
    }

    private static int hopeless(int records) {
        return records * FAIL_ALWAYS / PERCENT;
    }

    /** Returns the payment method of the n-th order: a script for the gateway. */
    private static String method(int order) {
        int draw = order * SCATTER % PERCENT;
        if (draw < FAIL_ALWAYS) {
            return "script:charge=busy*100;query=busy*100";
        }
        if (draw < FAIL_ALWAYS + FAIL_TWICE) {
            return "script:charge=busy,ok;query=busy,ok";
        }
        return draw < FAIL_ALWAYS + FAIL_TWICE + FAIL_ONCE
                ? "script:charge=busy,ok;query=ok"
                : OrderSubmitter.CARD;
    }

    private static long awaitDead(FailureTopics topics, long dead) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (topics.dead() < dead) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the hopeless payments do not get dead letters");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return System.nanoTime();
    }
}
