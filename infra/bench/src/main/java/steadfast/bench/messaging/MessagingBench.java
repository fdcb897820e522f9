package steadfast.bench.messaging;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import steadfast.bench.report.BenchReport;

/**
 * Runs each workload for each rival on fresh topics of one broker. Runs that take under a minute
 * are repeated, and the median counts.
 */
final class MessagingBench {

    private static final int FEW_RECORDS = 300;
    private static final int SOME_RECORDS = 3_000;

    private final Map<String, String> kafka;
    private final Path folder;
    private final Set<Rival> rivals;
    private final int runs;
    private final BenchReport report;
    private final PrintStream progress;
    private final Map<Rival, List<Verdict>> seen = new EnumMap<>(Rival.class);
    private int topics;

    MessagingBench(
            Map<String, String> kafka,
            Path folder,
            Set<Rival> rivals,
            int runs,
            BenchReport report,
            PrintStream progress) {
        this.kafka = kafka;
        this.folder = folder;
        this.rivals = rivals;
        this.runs = runs;
        this.report = report;
        this.progress = progress;
    }

    /**
     * Runs each rival once before any runs a second time, so that changes of the broker or the
     * machine over time affect all rivals alike.
     */
    void measure(Set<Workload> workloads) throws InterruptedException {
        for (Workload workload : workloads) {
            seen.clear();
            for (int run = 0; run < runs; run++) {
                for (Rival rival : rivals) {
                    if (run < times(rival, workload)) {
                        seen.computeIfAbsent(rival, _ -> new ArrayList<>())
                                .add(run(rival, workload));
                    }
                }
            }
            new MessagingFigures(seen, report).add(workload);
        }
    }

    /**
     * Returns how often to run it: once if it takes a minute or more, 0 if it would take too long.
     */
    private int times(Rival rival, Workload workload) {
        return switch (workload) {
            case W1, W3 -> runs;
            case WAITING -> rival == Rival.SPRING ? 0 : runs;
            case W2 -> rival == Rival.PLAIN ? 1 : runs;
            case W4 -> rival == Rival.STEADFAST ? runs : 1;
        };
    }

    /** Returns how many records it gets: a slow rival fewer, where only its rate counts. */
    private static int records(Rival rival, Workload workload) {
        return switch (workload) {
            case W1 ->
                    switch (rival) {
                        case PLAIN -> FEW_RECORDS;
                        case SPRING -> SOME_RECORDS;
                        case STEADFAST -> workload.usualRecords();
                    };
            case W4 -> rival == Rival.STEADFAST ? workload.usualRecords() : SOME_RECORDS;
            case W2, W3, WAITING -> workload.usualRecords();
        };
    }

    private Verdict run(Rival rival, Workload workload) throws InterruptedException {
        RunSettings settings =
                new RunSettings(
                        kafka,
                        "%s-%s-%d".formatted(rival, workload, ++topics).toLowerCase(Locale.ROOT),
                        workload,
                        records(rival, workload),
                        1,
                        folder);
        new WorkloadTopics().create(rival, settings);
        List<Long> kills = new ArrayList<>();
        CallLog log = CallLog.open(settings.log());
        RunSettings life = settings;
        if (workload == Workload.W4) {
            int early = (int) (0.4 * settings.records());
            kills.add(
                    RivalProcess.start(rival, life)
                            .killWhen(log, calls -> successes(calls) >= early));
            life = life.nextLife();
            int dead = Math.max(2, settings.records() / 1_000);
            kills.add(
                    RivalProcess.start(rival, life)
                            .killWhen(log, calls -> lastFailures(calls, settings) >= dead));
            life = life.nextLife();
        }
        Properties stats = RivalProcess.start(rival, life).awaitEnd();
        Verdict verdict =
                new Verdict(
                        settings,
                        CallLog.open(settings.log()),
                        DeadLetters.read(settings, rival.deadLetterTopic(settings)),
                        new Kills(
                                settings.records(),
                                kills,
                                CommitProbe.longest(settings, kills.size())),
                        stats);
        progress.printf(
                Locale.ROOT,
                "%-8s %-18s %9.0f rec/s  wall %6.2f s  first pass %5.2f s  late p50 %.1f p99 %.1f max %.1f ms  letters"
                        + " %d/%d +%d  lost %d  again %d%n",
                workload,
                rival.title(),
                verdict.recordsPerSecond(),
                verdict.wallSeconds(),
                verdict.firstPassSeconds(),
                verdict.latenessMillis(0.5),
                verdict.latenessMillis(0.99),
                verdict.latenessMillis(1),
                verdict.rightLetters(),
                verdict.expectedLetters(),
                verdict.doubleLetters(),
                verdict.lost(),
                verdict.repeated());
        return verdict;
    }

    private static int successes(CallLog log) {
        int[] count = {0};
        log.visit((_, kind, _, _, _) -> count[0] += kind == CallLog.Kind.SUCCESS ? 1 : 0);
        return count[0];
    }

    private static int lastFailures(CallLog log, RunSettings settings) {
        int[] count = {0};
        log.visit((_, kind, attempt, _, _) ->
                count[0] +=
                        kind == CallLog.Kind.FAILURE && attempt > settings.workload().retries()
                                ? 1
                                : 0);
        return count[0];
    }
}
