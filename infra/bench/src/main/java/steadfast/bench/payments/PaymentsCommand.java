package steadfast.bench.payments;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
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

/** {@code infra/run bench payments}. */
@Command(
        name = "payments",
        description = "payment-service before a gateway that is well, flaky or away.",
        mixinStandardHelpOptions = true)
public final class PaymentsCommand implements Callable<Integer> {

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also writes the figures as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--only",
            paramLabel = "SCENARIO",
            split = ",",
            description = "Some of ${COMPLETION-CANDIDATES}; all without it.")
    private List<Scenario> only = List.of(Scenario.values());

    /** For picocli. */
    public PaymentsCommand() {}

    @Override
    public Integer call() throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Map<String, String> environment = new HashMap<>(System.getenv());
        // Only charges are measured: each callback would add work.
        environment.put("SANDBOX_CALLBACK_URL", "none");
        Folders folders = Folders.of(environment);
        try (LocalServers servers =
                LocalServers.start(
                        Set.of("kafka", "postgres", "sandbox"),
                        environment,
                        folders,
                        new Console(out, Clock.systemUTC()))) {
            BenchReport figures = new BenchReport();
            new PaymentsBench(servers, folders.data(), figures, out).measure(EnumSet.copyOf(only));
            out.println();
            out.print(figures.table());
            if (report != null) {
                figures.write(report);
            }
            return figures.holds() ? 0 : 1;
        }
    }
}
