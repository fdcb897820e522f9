package steadfast.bench.messaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import steadfast.bench.ChildProcess;

/** A rival in a JVM of its own. */
final class RivalProcess {

    private static final long LIMIT_SECONDS = 600;

    private final Rival rival;
    private final RunSettings settings;
    private final Process process;

    private RivalProcess(Rival rival, RunSettings settings, Process process) {
        this.rival = rival;
        this.settings = settings;
        this.process = process;
    }

    static RivalProcess start(Rival rival, RunSettings settings) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(settings.workload() == Workload.WAITING ? "-Xmx256m" : "-Xmx512m");
        command.addAll(
                List.of(
                        "-XX:+UseG1GC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        String more = System.getenv("BENCH_JAVA_OPTIONS");
        if (more != null) {
            command.addAll(List.of(more.split(" ")));
        }
        command.addAll(settings.asProperties());
        command.addAll(List.of("-jar", jar(), Rival.ROLE, rival.name()));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(settings.output().toFile()));
        // Without the launcher's own variables, such as its ports.
        builder.environment().keySet().removeIf(name -> name.startsWith("KAFKA_"));
        builder.environment().putAll(settings.asEnvironment());
        try {
            return new RivalProcess(rival, settings, ChildProcess.start(builder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jar() {
        return Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString();
    }

    /**
     * Kills it as soon as the log fulfils the condition, and waits until it is gone.
     *
     * @return the time of the kill, in microseconds since the epoch
     */
    long killWhen(CallLog log, Predicate<CallLog> shown) throws InterruptedException {
        while (!shown.test(log)) {
            if (!process.isAlive()) {
                throw new IllegalStateException("ended before it could be killed: " + output());
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        long at = log.nowMicros();
        process.destroyForcibly().waitFor();
        return at;
    }

    /** Waits until it has ended by itself, and reads the statistics that it has written. */
    Properties awaitEnd() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        Properties stats = new Properties();
        if (!Files.exists(settings.stats())) {
            throw new IllegalStateException(rival.title() + " did not finish: " + output());
        }
        try (var in = Files.newInputStream(settings.stats())) {
            stats.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stats;
    }

    private String output() {
        return "see " + settings.output();
    }
}
