package steadfast.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import steadfast.demo.report.DemoReport;
import steadfast.demo.report.ScoreboardText;
import steadfast.demo.scenario.DemoFailure;
import steadfast.demo.scenario.DemoSettings;
import steadfast.demo.scenario.Pace;
import steadfast.demo.scenario.Weather;
import steadfast.launcher.shop.RunningShop;
import steadfast.launcher.shop.ShopStarter;

/**
 * {@code infra/run demo}: starts everything, lets buyers buy, and reports which promises were kept.
 *
 * <p>Exit code 0 if none was broken, 1 if one was, 2 for a bad flag.
 */
@Command(
        name = "demo",
        description = "Starts everything, lets buyers buy, and reports which promises were kept.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private static final int MAX_ORDERS = 100_000;

    private final ShopStarter starter;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "300",
            description = "How many orders to place, 1 to 100000 (default ${DEFAULT-VALUE}).")
    private int orders;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description =
                    "Seed: the same one makes the same buyers want the same (default"
                            + " ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--pace",
            paramLabel = "N",
            defaultValue = "4",
            description = "Divides every delay, 1 to 10 (default ${DEFAULT-VALUE}).")
    private int pace;

    @Option(
            names = "--weather",
            paramLabel = "NAME",
            defaultValue = "storm",
            description =
                    "How the payment gateways behave: calm, storm, hurricane (worse, and one of them is away for a while), or blackout (all away until every order is past its time) (default ${DEFAULT-VALUE}).")
    private String weather = "storm";

    @Option(names = "--exit", description = "Stop everything at the end instead of staying up.")
    private boolean exit;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the result as JSON.")
    private @Nullable Path report;

    /** Creates the command with a starter of the shop. */
    public DemoCommand(ShopStarter starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() throws InterruptedException {
        DemoSettings settings = settings();
        requireWritableReport();
        print(List.of(ScoreboardText.opening(settings)));
        try {
            RunningShop shop = starter.start(settings.environment());
            Demo.Result result =
                    new Demo(settings, shop, commandLine().getOut(), Clock.systemUTC()).run();
            print(ScoreboardText.lines(settings, result.scoreboard()));
            write(result.scoreboard().report());
            if (!exit) {
                print(ScoreboardText.addresses(shop, result.assortment()));
                starter.awaitSignal();
            }
            return result.scoreboard().clean()
                    ? CommandLine.ExitCode.OK
                    : CommandLine.ExitCode.SOFTWARE;
        } catch (DemoFailure e) {
            commandLine().getErr().println("demo: " + e.getMessage());
            commandLine().getErr().flush();
            return CommandLine.ExitCode.SOFTWARE;
        } finally {
            starter.stop();
        }
    }

    private DemoSettings settings() {
        require(orders >= 1 && orders <= MAX_ORDERS, "--orders must be 1 to " + MAX_ORDERS + ".");
        require(pace >= 1 && pace <= Pace.FASTEST, "--pace must be 1 to " + Pace.FASTEST + ".");
        Weather named =
                Weather.named(weather)
                        .orElseThrow(() ->
                                new ParameterException(
                                        commandLine(),
                                        "--weather must be one of: " + Weather.names() + "."));
        return new DemoSettings(orders, seed, new Pace(pace), named);
    }

    /** Checked before the run, not after it. */
    private void requireWritableReport() {
        if (report != null) {
            Path folder = report.toAbsolutePath().getParent();
            require(
                    !Files.isDirectory(report) && folder != null && Files.isWritable(folder),
                    "--report: " + report + " can't be written.");
        }
    }

    private void write(DemoReport result) {
        if (report == null) {
            return;
        }
        try {
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(report.toFile(), result);
        } catch (IOException e) {
            throw new DemoFailure("the report can't be written: " + e.getMessage(), e);
        }
    }

    private void print(List<String> lines) {
        lines.forEach(commandLine().getOut()::println);
        commandLine().getOut().flush();
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(commandLine(), otherwise);
        }
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("not executed by picocli");
        }
        return spec.commandLine();
    }
}
