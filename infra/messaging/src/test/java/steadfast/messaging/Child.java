package steadfast.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running {@link ChildMain}, seen from the test that started it. */
final class Child implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final ChildPlan plan;
    private final Process process;
    private final Path log;

    private Child(ChildPlan plan, Process process, Path log) {
        this.plan = plan;
        this.process = process;
        this.log = log;
    }

    static Child start(ChildPlan plan) throws IOException {
        Path log = plan.journal().resolveSibling(plan.process() + ".log");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx96m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ChildMain.class.getName()));
        command.addAll(plan.toArguments());
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        return new Child(plan, process, log);
    }

    /** Waits until it died where its plan says. */
    void awaitKilled() throws InterruptedException {
        boolean ended = process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(ended).as("%s was never reached; %s", plan.kill(), tailOfLog()).isTrue();
        assertThat(process.exitValue()).as(tailOfLog()).isEqualTo(Killer.EXIT_CODE);
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        assertThat(process.isAlive()).as(tailOfLog()).isTrue();
        process.destroyForcibly();
        process.waitFor();
    }

    /** Lets it leave the group, as at a deployment. */
    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    }

    boolean alive() {
        return process.isAlive();
    }

    String tailOfLog() {
        try {
            String text = Files.readString(log);
            return "log of %s: …%s"
                    .formatted(plan.process(), text.substring(Math.max(0, text.length() - 3_000)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
