package steadfast.launcher.shop;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import steadfast.launcher.process.ProcessSpec;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Settings;

/**
 * Which parts run and on which ports, for commands from a shell with another environment. It holds
 * no secrets.
 */
public final class RunningConfig {

    private static final String PARTS = "parts";
    private static final String HOST = "STEADFAST_HTTP_HOST";
    private static final String MANAGEMENT_HOST = "STEADFAST_MANAGEMENT_HOST";

    private final Folders folders;
    private final Path file;

    public RunningConfig(Folders folders) {
        this.folders = folders;
        this.file = folders.configuration().resolve("running.properties");
    }

    /** Writes down what is about to run, and by which settings. */
    public void write(ProcessSpecs processSpecs, Settings settings) {
        Properties running = new Properties();
        running.setProperty(
                PARTS,
                processSpecs.all().stream()
                        .map(ProcessSpec::name)
                        .collect(Collectors.joining(",")));
        running.setProperty(HOST, settings.httpHost());
        running.setProperty(MANAGEMENT_HOST, settings.managementHost());
        settings.portsToListenOn()
                .forEach((variable, port) -> running.setProperty(variable, "" + port));
        try (Writer writer = Files.newBufferedWriter(file)) {
            running.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The parts that should be running; none if no launcher has written any. */
    public List<ProcessSpec> running() {
        Map<String, String> environment = environment();
        if (environment.isEmpty()) {
            return List.of();
        }
        Set<String> names =
                Arrays.stream(environment.getOrDefault(PARTS, "").split(",", -1))
                        .collect(Collectors.toSet());
        return ProcessSpecs.of(new Settings(environment), folders).all().stream()
                .filter(processSpec -> names.contains(processSpec.name()))
                .toList();
    }

    /** The ports of what should be running, by the variables that say them. */
    public Map<String, String> environment() {
        Properties running = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            running.load(reader);
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> environment = new HashMap<>();
        running.stringPropertyNames()
                .forEach(name -> environment.put(name, running.getProperty(name)));
        return environment;
    }

    void clear() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
