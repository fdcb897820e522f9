package steadfast.bench.messaging;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import steadfast.bench.report.BenchReport;
import steadfast.bench.report.Figure;

/** Turns the results of a workload's runs into figures beside their bars. */
final class MessagingFigures {

    private static final long HEAP_LIMIT = 256;

    /** The plain loop is four consumers and a producer in a JVM without a framework. */
    private static final double IDLE_BY_PLAIN = 1.2;

    /** Three retries, each late by no more than their own bar of 200 ms, add up to a tenth. */
    private static final double TIMES_THE_LADDER = 1.1;

    private final Map<Rival, List<Verdict>> seen;
    private final BenchReport report;

    MessagingFigures(Map<Rival, List<Verdict>> seen, BenchReport report) {
        this.seen = seen;
        this.report = report;
    }

    void add(Workload workload) {
        switch (workload) {
            case W1 -> slowGateway();
            case W2 -> flakyGateway();
            case W3 -> instantHandler();
            case W4 -> killed();
            case WAITING -> waiting();
        }
    }

    private double median(Rival rival, ToDoubleFunction<Verdict> figure) {
        double[] values =
                seen.getOrDefault(rival, List.of()).stream().mapToDouble(figure).sorted().toArray();
        return values.length == 0 ? Double.NaN : values[values.length / 2];
    }

    /** Returns the worst run's value, for what must not happen even once. */
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
                    Figure.unbounded(
                            workload + " " + rival.title(),
                            median(rival, Verdict::recordsPerSecond),
                            "records/s"));
        }
    }

    private void flakyGateway() {
        report.add(
                Figure.atMost(
                        TIMES_THE_LADDER,
                        "W2 steadfast wall by what its ladder alone takes",
                        ours(verdict -> verdict.wallSeconds() / verdict.leastSeconds()),
                        "times"));
        report.add(Figure.unbounded("W2 steadfast wall", ours(Verdict::wallSeconds), "s"));
        report.add(Figure.unbounded("W2 steadfast ladder alone", ours(Verdict::leastSeconds), "s"));
        report.add(
                Figure.atMost(
                        0,
                        "W2 steadfast dead letters missing or too many",
                        worst(MessagingFigures::lettersOff),
                        "letters"));
        report.add(
                Figure.atMost(
                        50,
                        "W2 steadfast lateness p99, of the later topic",
                        ours(verdict -> verdict.worstSourcesLatenessMillis(0.99)),
                        "ms"));
        report.add(
                Figure.atMost(
                        200,
                        "W2 steadfast lateness max, of the later topic",
                        ours(verdict -> verdict.worstSourcesLatenessMillis(1)),
                        "ms"));
        for (Rival rival : List.of(Rival.PLAIN, Rival.SPRING)) {
            report.add(
                    Figure.unbounded(
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
                Figure.unbounded(
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
        report.add(Figure.unbounded("W3 steadfast", ours, "records/s"));
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
                        worst(Verdict::unexplainedLetters),
                        "letters"));
        report.add(
                Figure.atMost(
                        1,
                        "W4 steadfast oldest call made again, by the oldest possible",
                        worst(Verdict::oldestRepeatByOldestPossible),
                        "times"));
        report.add(
                Figure.unbounded(
                        "W4 steadfast oldest call made again, before the kill",
                        worst(Verdict::oldestRepeatMillis),
                        "ms"));
        report.add(
                Figure.unbounded(
                        "W4 steadfast slowest commit of a probe beside it",
                        worst(verdict -> verdict.longest().commitMillis()),
                        "ms"));
        report.add(
                Figure.unbounded(
                        "W4 steadfast longest wait of a thread for a processor",
                        worst(verdict -> verdict.longest().pauseMillis()),
                        "ms"));
        report.add(
                Figure.unbounded("W4 steadfast called again", worst(Verdict::repeated), "records"));
        for (Rival rival : List.of(Rival.PLAIN, Rival.SPRING)) {
            report.add(
                    Figure.unbounded(
                            "W4 " + rival.title() + " called again, of 3,000",
                            median(rival, Verdict::repeated),
                            "records"));
            report.add(
                    Figure.unbounded(
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
                        IDLE_BY_PLAIN,
                        "idle CPU by that of the plain loop",
                        ours(verdict -> verdict.stat("idle"))
                                / median(Rival.PLAIN, verdict -> verdict.stat("idle")),
                        "times"));
        report.add(
                Figure.unbounded(
                        "idle CPU", ours(verdict -> verdict.stat("idle")) * 100, "% of a core"));
        report.add(
                Figure.unbounded(
                        "threads at most", worst(verdict -> verdict.stat("threads")), "threads"));
        report.add(Figure.atMost(0, "20,000 waiting: lost", worst(Verdict::lost), "records"));
    }
}
