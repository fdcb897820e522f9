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
import java.util.function.ToDoubleFunction;
import steadfast.bench.report.Figure;
import steadfast.bench.report.Report;

/**
 * Runs each workload for each rival on fresh topics of one broker, and turns what was seen into
 * figures. What takes under a minute runs several times, and the median counts.
 */
final class MessagingBench {

    private static final int FEW_RECORDS = 300;
    private static final int SOME_RECORDS = 3_000;
    private static final long HEAP_LIMIT = 256;

    /** An acknowledged commit comes at least so often. */
    private static final double COMMIT_MILLIS = 100;

    private final String bootstrap;
    private final Path folder;
    private final Set<Rival> rivals;
    private final int runs;
    private final Report report;
    private final PrintStream progress;
    private final Map<Rival, List<Verdict>> seen = new EnumMap<>(Rival.class);
    private int topics;

    MessagingBench(
            String bootstrap,
            Path folder,
            Set<Rival> rivals,
            int runs,
            Report report,
            PrintStream progress) {
        this.bootstrap = bootstrap;
        this.folder = folder;
        this.rivals = rivals;
        this.runs = runs;
        this.report = report;
        this.progress = progress;
    }

    void measure(Set<Workload> workloads) throws InterruptedException {
        for (Workload workload : workloads) {
            seen.clear();
            for (Rival rival : rivals) {
                if (workload != Workload.WAITING || rival == Rival.STEADFAST) {
                    runAll(rival, workload);
                }
            }
            switch (workload) {
                case W1 -> slowGateway();
                case W2 -> flakyGateway();
                case W3 -> instantHandler();
                case W4 -> killed();
                case WAITING -> waiting();
            }
        }
    }

    private void runAll(Rival rival, Workload workload) throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        for (int run = 0; run < times(rival, workload); run++) {
            verdicts.add(run(rival, workload));
        }
        seen.put(rival, verdicts);
    }

    /** Once for what takes a minute or more. */
    private int times(Rival rival, Workload workload) {
        return switch (workload) {
            case W1, W3, WAITING -> runs;
            case W2 -> rival == Rival.PLAIN ? 1 : runs;
            case W4 -> rival == Rival.STEADFAST ? runs : 1;
        };
    }

    /** The slow ones get fewer records where only their rate counts, or it would take for ever. */
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
                        bootstrap,
                        "%s-%s-%d".formatted(rival, workload, ++topics).toLowerCase(Locale.ROOT),
                        workload,
                        records(rival, workload),
                        1,
                        folder);
        new Stage(bootstrap).set(rival, settings);
        List<Long> kills = new ArrayList<>();
        CallLog log = CallLog.open(settings.log());
        RivalProcess process = RivalProcess.start(rival, settings);
        RunSettings life = settings;
        if (workload == Workload.W4) {
            int early = (int) (0.4 * settings.records());
            kills.add(process.killWhen(log, calls -> successes(calls) >= early));
            life = life.nextLife();
            process = RivalProcess.start(rival, life);
            int dead = Math.max(2, settings.records() / 1_000);
            kills.add(process.killWhen(log, calls -> lastFailures(calls, settings) >= dead));
            life = life.nextLife();
            process = RivalProcess.start(rival, life);
        }
        Properties stats = process.awaitEnd();
        Verdict verdict =
                new Verdict(
                        settings,
                        CallLog.open(settings.log()),
                        DeadLetters.read(settings, rival.deadLetterTopic(settings)),
                        kills,
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

    private double median(Rival rival, ToDoubleFunction<Verdict> figure) {
        double[] values =
                seen.getOrDefault(rival, List.of()).stream().mapToDouble(figure).sorted().toArray();
        return values.length == 0 ? Double.NaN : values[values.length / 2];
    }

    /** What must not happen once is not averaged away. */
    private double worst(ToDoubleFunction<Verdict> figure) {
        return seen.getOrDefault(Rival.STEADFAST, List.of()).stream()
                .mapToDouble(figure)
                .max()
                .orElse(Double.NaN);
    }

    private double ours(ToDoubleFunction<Verdict> figure) {
        return median(Rival.STEADFAST, figure);
    }

    private void slowGateway() {
        report.add(
                Figure.atLeast(
                        9_300, "W1 steadfast", ours(Verdict::recordsPerSecond), "records/s"));
        rates("W1");
    }

    private void rates(String workload) {
        for (Rival rival : List.of(Rival.PLAIN, Rival.SPRING)) {
            report.add(
                    Figure.told(
                            workload + " " + rival.title(),
                            median(rival, Verdict::recordsPerSecond),
                            "records/s"));
        }
    }

    private void flakyGateway() {
        report.add(Figure.atMost(7.5, "W2 steadfast wall", ours(Verdict::wallSeconds), "s"));
        report.add(
                Figure.atMost(
                        0,
                        "W2 steadfast dead letters missing or too many",
                        worst(MessagingBench::lettersOff),
                        "letters"));
        report.add(
                Figure.atMost(
                        50,
                        "W2 steadfast lateness p99",
                        ours(verdict -> verdict.latenessMillis(0.99)),
                        "ms"));
        report.add(
                Figure.atMost(
                        200,
                        "W2 steadfast lateness max",
                        ours(verdict -> verdict.latenessMillis(1)),
                        "ms"));
        for (Rival rival : List.of(Rival.PLAIN, Rival.SPRING)) {
            report.add(
                    Figure.told(
                            "W2 " + rival.title() + " wall",
                            median(rival, Verdict::wallSeconds),
                            "s"));
            lateness("W2", rival);
        }
    }

    private static double lettersOff(Verdict verdict) {
        return verdict.expectedLetters()
                - verdict.rightLetters()
                + verdict.wrongLetters()
                + verdict.doubleLetters();
    }

    private void lateness(String workload, Rival rival) {
        report.add(
                Figure.told(
                        workload + " " + rival.title() + " lateness p99",
                        median(rival, verdict -> verdict.latenessMillis(0.99)),
                        "ms"));
    }

    private void instantHandler() {
        double ours = ours(Verdict::recordsPerSecond);
        report.add(
                Figure.atLeast(
                        1.3,
                        "W3 steadfast by plain loop",
                        ours / median(Rival.PLAIN, Verdict::recordsPerSecond),
                        "ratio"));
        report.add(
                Figure.atMost(
                        30,
                        "W3 steadfast lateness p99",
                        ours(verdict -> verdict.latenessMillis(0.99)),
                        "ms"));
        report.add(Figure.told("W3 steadfast", ours, "records/s"));
        rates("W3");
        lateness("W3", Rival.PLAIN);
        lateness("W3", Rival.SPRING);
    }

    private void killed() {
        report.add(Figure.atMost(0, "W4 steadfast lost", worst(Verdict::lost), "records"));
        report.add(
                Figure.atMost(
                        0,
                        "W4 steadfast letters missing or wrong",
                        worst(verdict ->
                                verdict.expectedLetters()
                                        - verdict.rightLetters()
                                        + verdict.wrongLetters()),
                        "letters"));
        report.add(
                Figure.atMost(
                        0,
                        "W4 steadfast second letters no kill explains",
                        worst(verdict -> verdict.unexplainedLetters(COMMIT_MILLIS)),
                        "letters"));
        report.add(
                Figure.atMost(
                        COMMIT_MILLIS,
                        "W4 steadfast oldest call made again, before the kill",
                        worst(Verdict::oldestRepeatMillis),
                        "ms"));
        report.add(Figure.told("W4 steadfast called again", worst(Verdict::repeated), "records"));
        for (Rival rival : List.of(Rival.PLAIN, Rival.SPRING)) {
            report.add(
                    Figure.told(
                            "W4 " + rival.title() + " called again, of 3,000",
                            median(rival, Verdict::repeated),
                            "records"));
            report.add(
                    Figure.told(
                            "W4 " + rival.title() + " lost",
                            median(rival, Verdict::lost),
                            "records"));
        }
    }

    private void waiting() {
        report.add(
                Figure.atMost(
                        HEAP_LIMIT,
                        "20,000 waiting: heap",
                        worst(verdict -> verdict.stat("heap") / (1 << 20)),
                        "MB"));
        report.add(
                Figure.atMost(
                        250,
                        "20,000 waiting: lateness p99",
                        ours(verdict -> verdict.latenessMillis(0.99)),
                        "ms"));
        report.add(
                Figure.atMost(
                        3, "consumers", worst(verdict -> verdict.stat("consumers")), "clients"));
        report.add(
                Figure.atMost(
                        2, "producers", worst(verdict -> verdict.stat("producers")), "clients"));
        report.add(
                Figure.atMost(
                        2, "idle CPU", ours(verdict -> verdict.stat("idle")) * 100, "% of a core"));
        report.add(
                Figure.told(
                        "threads at most", worst(verdict -> verdict.stat("threads")), "threads"));
        report.add(Figure.atMost(0, "20,000 waiting: lost", worst(Verdict::lost), "records"));
    }
}
