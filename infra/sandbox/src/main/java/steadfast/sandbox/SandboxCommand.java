package steadfast.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The sandbox's command line; exits with 1 if it can't run and with 2 for a bad flag. */
@Command(
        name = "sandbox",
        description = "A payment gateway with a ledger of its own.",
        mixinStandardHelpOptions = true)
final class SandboxCommand implements Callable<Integer> {

    private static final String HOST = "127.0.0.1";
    private static final int MAX_PORT = 65_535;
    private static final int MAX_LATENCY_MILLIS = 60_000;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where to listen (SANDBOX_PORT, 8090).")
    private int port;

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description = "The journal's file (SANDBOX_STORE, sandbox.journal).")
    private Path store = Path.of("");

    @Option(
            names = "--latency-ms",
            paramLabel = "N",
            description = "Median time to an answer (SANDBOX_LATENCY_MS, 50).")
    private int latencyMillis;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of everything that is drawn (SANDBOX_SEED, 1).")
    private long seed;

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            description = "The merchant's key (SANDBOX_API_KEY, sandbox-key).")
    private String apiKey = "";

    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "SANDBOX_PORT", "8090",
                    "SANDBOX_STORE", "sandbox.journal",
                    "SANDBOX_LATENCY_MS", "50",
                    "SANDBOX_SEED", "1",
                    "SANDBOX_API_KEY", "sandbox-key");

    /** Ready to be executed; what no flag says comes from these variables. */
    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new SandboxCommand())
                .setDefaultValueProvider(argument ->
                        argument instanceof OptionSpec option
                                ? environmentOrDefault(option, environment)
                                : null)
                .setParameterExceptionHandler(SandboxCommand::sayInOneLine);
    }

    private static @Nullable String environmentOrDefault(
            OptionSpec option, Map<String, String> environment) {
        String variable = variable(option);
        String value = environment.getOrDefault(variable, "");
        return value.isEmpty() ? DEFAULTS.get(variable) : value;
    }

    private static String variable(OptionSpec option) {
        return "SANDBOX_"
                + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static int sayInOneLine(ParameterException thrown, String[] arguments) {
        String message = String.valueOf(thrown.getMessage());
        CommandLine command = thrown.getCommandLine();
        command.getErr().println("sandbox: " + message.lines().findFirst().orElse(message));
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        require(port >= 0 && port <= MAX_PORT, "--port must be 0 to " + MAX_PORT);
        require(
                latencyMillis >= 0 && latencyMillis <= MAX_LATENCY_MILLIS,
                "--latency-ms must be 0 to " + MAX_LATENCY_MILLIS);
        require(!apiKey.isBlank(), "--api-key must not be blank");
        try (Sandbox sandbox =
                Sandbox.start(
                        new SandboxOptions(
                                HOST, port, store, Duration.ofMillis(latencyMillis), seed, apiKey),
                        Clock.tickMillis(ZoneOffset.UTC))) {
            say(
                    "sandbox ready port=%d store=%s payments=%d seed=%d"
                            .formatted(sandbox.port(), store, sandbox.payments(), seed));
            // Ends with the process (SIGTERM): all that was answered is on disk by then.
            IOException failure = sandbox.awaitFailure();
            complain("the store " + store + " cannot be written: " + failure.getMessage());
        } catch (StartException e) {
            complain(String.valueOf(e.getMessage()));
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(commandLine(), otherwise);
        }
    }

    private void say(String line) {
        commandLine().getOut().println(line);
        commandLine().getOut().flush();
    }

    private void complain(String line) {
        commandLine().getErr().println("sandbox: " + line);
        commandLine().getErr().flush();
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("not executed by picocli");
        }
        return spec.commandLine();
    }
}
