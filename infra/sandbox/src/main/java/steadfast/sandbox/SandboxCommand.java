package steadfast.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import steadfast.sandbox.faults.ChosenFaults;
import steadfast.sandbox.faults.Profile;
import steadfast.sandbox.journal.StartException;

/** The sandbox's command line; exits with 1 if it can't run and with 2 for a bad flag. */
@Command(
        name = "sandbox",
        description = "A payment gateway that misbehaves on demand, with a ledger of its own.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A payment can choose its own faults, call by call, in the header X-Sandbox-Script"
                    + " of its charge or as its payment method (script:...; card-FAULT for one"
                    + " fault):",
            "  charge=timeout-after;query=not-found*3,ok;refund=busy*2,ok;callback=lost",
            "Each operation lists what its first, second, ... call meets; after the end of the"
                    + " list the weather decides. A fault's name is written without its"
                    + " operation."
        })
final class SandboxCommand implements Callable<Integer> {

    private static final String HOST = "127.0.0.1";
    private static final int MAX_PORT = 65_535;
    private static final int MAX_LATENCY_MILLIS = 60_000;
    private static final int MAX_PACE = 10;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port to listen on (SANDBOX_PORT, 8090).")
    private int port;

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description = "File of the journal (SANDBOX_STORE, sandbox.journal).")
    private Path store = Path.of("");

    @Option(
            names = "--latency-ms",
            paramLabel = "N",
            description = "Median time to an answer (SANDBOX_LATENCY_MS, 50).")
    private int latencyMillis;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of every random choice (SANDBOX_SEED, 1).")
    private long seed;

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            description = "The merchant's key (SANDBOX_API_KEY, sandbox-key).")
    private String apiKey = "";

    @Option(
            names = "--weather",
            paramLabel = "NAME",
            converter = WeatherFlags.ProfileConverter.class,
            description = "calm, storm, hurricane or tempest (SANDBOX_WEATHER, calm).")
    private Profile weather = Profile.CALM;

    @Option(
            names = "--fault",
            paramLabel = "NAME[:PERCENT]",
            split = ",",
            converter = WeatherFlags.FaultConverter.class,
            completionCandidates = WeatherFlags.FaultTitles.class,
            description = {
                "Only this fault instead of the weather's mix, for this percentage of the calls"
                        + " that can meet it; repeat it, or separate several by commas"
                        + " (SANDBOX_FAULT). One of:",
                "${COMPLETION-CANDIDATES}."
            })
    private List<ChosenFaults.Choice> faults = List.of();

    @Option(
            names = "--pace",
            paramLabel = "N",
            description = "Divides every delay of the weather, 1 to 10 (SANDBOX_PACE, 1).")
    private int pace;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Prefix of its lines in a shared log (SANDBOX_NAME, sandbox).")
    private String name = "";

    @Mixin private CallbackFlags callbacks = new CallbackFlags();

    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "SANDBOX_PORT", "8090",
                    "SANDBOX_STORE", "sandbox.journal",
                    "SANDBOX_LATENCY_MS", "50",
                    "SANDBOX_SEED", "1",
                    "SANDBOX_API_KEY", "sandbox-key",
                    "SANDBOX_NAME", "sandbox",
                    "SANDBOX_CALLBACK_SECRET", "sandbox-callback-secret",
                    "SANDBOX_MERCHANT", "steadfast",
                    "SANDBOX_WEATHER", "calm",
                    "SANDBOX_PACE", "1");

    /** Creates the command; values without a flag come from these variables. */
    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new SandboxCommand())
                .setDefaultValueProvider(argument ->
                        argument instanceof OptionSpec option
                                ? environmentOrDefault(option, environment)
                                : null)
                .setParameterExceptionHandler(SandboxCommand::printOneLine);
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

    private static int printOneLine(ParameterException thrown, String[] arguments) {
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
        require(pace >= 1 && pace <= MAX_PACE, "--pace must be 1 to " + MAX_PACE);
        require(
                name.matches("[A-Za-z0-9._-]{1,40}"),
                "--name must be 1 to 40 of A-Z a-z 0-9 . _ -");
        callbacks.complaint().ifPresent(complaint -> require(false, complaint));
        try (Sandbox sandbox = Sandbox.start(options(), Clock.tickMillis(ZoneOffset.UTC))) {
            print(
                    String.format(
                            Locale.ROOT,
                            "%s ready port=%d store=%s payments=%d seed=%d",
                            name,
                            sandbox.port(),
                            store,
                            sandbox.payments(),
                            seed));
            // Ends with the process (SIGTERM): everything that was answered is on disk.
            IOException failure = sandbox.awaitFailure();
            printError("the store " + store + " cannot be written: " + failure.getMessage());
        } catch (StartException e) {
            printError(String.valueOf(e.getMessage()));
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private SandboxOptions options() {
        return new SandboxOptions(
                HOST,
                port,
                store,
                Duration.ofMillis(latencyMillis),
                seed,
                apiKey,
                faults.isEmpty() ? weather : chosenFaults(),
                pace,
                callbacks.target());
    }

    private ChosenFaults chosenFaults() {
        try {
            return ChosenFaults.of(faults);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine(), "--fault: " + e.getMessage());
        }
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(commandLine(), otherwise);
        }
    }

    private void print(String line) {
        commandLine().getOut().println(line);
        commandLine().getOut().flush();
    }

    private void printError(String line) {
        commandLine().getErr().println(name + ": " + line);
        commandLine().getErr().flush();
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("not executed by picocli");
        }
        return spec.commandLine();
    }
}
