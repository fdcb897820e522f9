package steadfast.bench.payments;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import steadfast.bench.ChildProcess;
import steadfast.launcher.shop.LocalServers;

/** payment-service as it is built, in a process of its own. */
final class PaymentService implements AutoCloseable {

    /** The variable for the number of records in work at once. */
    static final String MAX_IN_FLIGHT = "STEADFAST_PAYMENT_MAX_IN_FLIGHT";

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Process process;
    private final URI management;
    private final Path output;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private PaymentService(Process process, URI management, Path output) {
        this.process = process;
        this.management = management;
        this.output = output;
    }

    /**
     * Starts it and returns when it is ready.
     *
     * @param settings by environment, on top of what the launcher gives it
     */
    static PaymentService start(LocalServers servers, Map<String, String> settings, Path output)
            throws IOException, InterruptedException {
        ProcessBuilder builder = servers.command("payment-service");
        builder.environment().putAll(settings);
        String more = System.getenv("BENCH_JAVA_OPTIONS");
        if (more != null) {
            builder.command().addAll(1, List.of(more.split(" ")));
        }
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        URI management =
                URI.create(
                        "http://127.0.0.1:" + builder.environment().get("PAYMENT_MANAGEMENT_PORT"));
        PaymentService service =
                new PaymentService(ChildProcess.start(builder), management, output);
        service.awaitReady();
        return service;
    }

    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("payment-service is not ready: see " + output);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the sum of all samples of this metric whose labels contain this text. */
    double metric(String name, String label) throws IOException, InterruptedException {
        return get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(management.resolve(path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Stops it as a deployment does, by force if it takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
