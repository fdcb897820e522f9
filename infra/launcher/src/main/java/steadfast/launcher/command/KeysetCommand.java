package steadfast.launcher.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import steadfast.launcher.process.ChildEnvironment;
import steadfast.launcher.process.JavaCommand;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.secrets.DatabaseCredentials;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Service;
import steadfast.launcher.settings.Settings;
import steadfast.launcher.shop.Built;
import steadfast.launcher.shop.RunningConfig;

/**
 * {@code infra/run keyset}: shows and changes the keys that seal the card codes. It runs a program
 * of fulfillment-service, which alone knows the cryptography, with that service's file and database
 * role, as the calling user.
 */
@Command(
        name = "keyset",
        description = {
            "Manage the keys that seal the card codes. The running fulfillment-service reads a",
            "changed keyset by itself and reseals all cards with its newest key."
        },
        mixinStandardHelpOptions = true)
public final class KeysetCommand implements Runnable {

    private static final Pattern NAME = Pattern.compile("(?=.*\\S)\\P{Cntrl}{1,64}");
    private static final Pattern KEY_ID = Pattern.compile("\\d{1,10}");
    private static final String KEYSET_FILE = "STEADFAST_FULFILLMENT_KEYSET_FILE";
    private static final int HEAP_MEGABYTES = 64;

    private final Map<String, String> environment;
    private final Folders folders;

    @Spec private @Nullable CommandSpec spec;

    public KeysetCommand(Map<String, String> environment, Folders folders) {
        this.environment = Map.copyOf(environment);
        this.folders = folders;
    }

    @Override
    public void run() {
        throw new ParameterException(
                commandLine(), "Usage: infra/run keyset status | rotate | remove KEYID.");
    }

    @Command(description = "Show the keys, and how much each of them seals.")
    int status() throws InterruptedException {
        return start("status");
    }

    @Command(description = "Make a new key, which seals from now on.")
    int rotate(
            @Option(
                            names = "--by",
                            paramLabel = "NAME",
                            description = "Who does it; recorded (default: your user name).")
                    @Nullable String by)
            throws InterruptedException {
        return start("rotate", name(by));
    }

    @Command(description = "Remove a key that no longer seals anything.")
    int remove(
            @Parameters(paramLabel = "KEYID", description = "The key's number, as status shows it.")
                    String key,
            @Option(
                            names = "--by",
                            paramLabel = "NAME",
                            description = "Who does it; recorded (default: your user name).")
                    @Nullable String by)
            throws InterruptedException {
        require(
                KEY_ID.matcher(key).matches(),
                "KEYID must be a key's number, as infra/run keyset status shows it.");
        return start("remove", key, name(by));
    }

    /** Behind {@code sudo} the person, not root. */
    private String name(@Nullable String by) {
        String name =
                by == null
                        ? environment.getOrDefault("SUDO_USER", System.getProperty("user.name"))
                        : by;
        require(
                NAME.matcher(name).matches(),
                "--by must be a name of 1 to 64 characters on one line, without control characters.");
        return name;
    }

    private int start(String... arguments) throws InterruptedException {
        ProcessBuilder program =
                new ProcessBuilder(command(arguments))
                        .directory(folders.logs().toFile())
                        .inheritIO();
        ChildEnvironment.limit(program.environment());
        program.environment().putAll(variables());
        try {
            return program.start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> command(String... arguments) {
        Path application = folders.built().resolve("fulfillment-service/target/quarkus-app");
        Built.file(application.resolve("quarkus-run.jar"));
        List<String> command =
                new ArrayList<>(JavaCommand.withHeap(HEAP_MEGABYTES, folders.temporary()));
        // Its libraries complain on the console about any other.
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.add("-cp");
        command.add("%1$s/app/*:%1$s/lib/main/*:%1$s/lib/boot/*".formatted(application));
        command.add("steadfast.fulfillment.vault.KeysetProgram");
        command.addAll(List.of(arguments));
        return command;
    }

    /** Of the shop that runs, whatever this shell says of its ports. */
    Map<String, String> variables() {
        Map<String, String> whole = new HashMap<>(environment);
        whole.putAll(new RunningConfig(folders).environment());
        Settings settings = new Settings(whole);
        if (!settings.databases().atOwnServer() && !Files.exists(folders.postgres())) {
            throw new LaunchFailure(
                    "No shop in %s yet: infra/run up creates one.".formatted(folders.data()));
        }
        DatabaseCredentials database = new DatabaseCredentials(settings, folders);
        Service service = Service.FULFILLMENT;
        return Map.of(
                KEYSET_FILE,
                whole.getOrDefault(KEYSET_FILE, folders.keys().resolve("cards.json").toString()),
                service.jdbcUrlVariable(),
                database.url(service),
                service.jdbcUserVariable(),
                database.user(service),
                service.jdbcPasswordVariable(),
                database.password(service));
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
