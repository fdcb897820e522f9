package steadfast.sandbox;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A sandbox in a process of its own, on a free port. */
public record SandboxProcess(Process process, String ready) implements AutoCloseable {

    public static SandboxProcess start(Path store, Map<String, String> environment, String... flags)
            throws Exception {
        List<String> java =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "steadfast.sandbox.SandboxMain",
                        "--port=0",
                        "--latency-ms=0",
                        "--api-key=" + SandboxClient.KEY,
                        "--store=" + store);
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(java.stream(), Arrays.stream(flags)).toList())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new SandboxProcess(process, process.inputReader().readLine());
    }

    int port() {
        return Integer.parseInt(ready.replaceAll(".*port=(\\d+) .*", "$1"));
    }

    /** As a power cut does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
