package steadfast.bench.messaging;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import steadfast.bench.report.BenchReport;
import steadfast.launcher.process.Console;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.shop.LocalServers;

/** {@code infra/run bench messaging}. */
@Command(
        name = "messaging",
        description = "The engine beside the plain loop and a tuned spring-kafka.",
        mixinStandardHelpOptions = true)
public final class MessagingCommand implements Callable<Integer> {

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also writes the figures as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--only",
            paramLabel = "WORKLOAD",
            split = ",",
            description = "Some of ${COMPLETION-CANDIDATES}; all without it.")
    private List<Workload> only = List.of(Workload.values());

    @Option(
            names = "--rivals",
            paramLabel = "RIVAL",
            split = ",",
            description = "Some of ${COMPLETION-CANDIDATES}; all without it.")
    private List<Rival> rivals = List.of(Rival.values());

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Runs of what takes under a minute, of which the median counts (3).")
    private int runs = 3;

    /** For picocli. */
    public MessagingCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Map<String, String> environment = System.getenv();
        Folders folders = Folders.of(environment);
        try (LocalServers servers =
                LocalServers.start(
                        Set.of("kafka"),
                        environment,
                        folders,
                        new Console(out, Clock.systemUTC()))) {
            BenchReport figures = new BenchReport();
            new MessagingBench(
                            servers.kafkaSettings(),
                            folders.data(),
                            EnumSet.copyOf(rivals),
                            runs,
                            figures,
                            out)
                    .measure(EnumSet.copyOf(only));
            out.println();
            out.print(figures.table());
            if (report != null) {
                figures.write(report);
            }
            return figures.holds() ? 0 : 1;
        }
    }
}
