package steadfast.bench.payments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import steadfast.bench.ChildProcess;
import steadfast.launcher.shop.LocalServers;

/** Another sandbox beside the first one, in a process of its own with a ledger of its own. */
final class SecondGateway implements AutoCloseable {

    /** The payment method that goes to it: one without faults, under a name of its own. */
    static final String METHOD = "script:charge=ok";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final URI address;
    private final String key;

    private SecondGateway(Process process, URI address, String key) {
        this.process = process;
        this.address = address;
        this.key = key;
    }

    /** Starts it as the first one was started, and returns when it listens. */
    static SecondGateway start(LocalServers servers, Path folder)
            throws IOException, InterruptedException {
        int port = Integer.parseInt(System.getenv().getOrDefault("SANDBOX_B_PORT", "8091"));
        ProcessBuilder builder = servers.command("sandbox");
        setFlag(builder.command(), "--port", "" + port);
        setFlag(builder.command(), "--store", folder.resolve("second-gateway.ndjson").toString());
        builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(
                                folder.resolve("second-gateway.out").toFile()));
        SecondGateway gateway =
                new SecondGateway(
                        ChildProcess.start(builder),
                        URI.create("http://127.0.0.1:" + port),
                        builder.environment().getOrDefault("SANDBOX_API_KEY", "sandbox-key"));
        gateway.awaitPort(port);
        return gateway;
    }

    private static void setFlag(List<String> command, String flag, String value) {
        command.set(command.indexOf(flag) + 1, value);
    }

    private void awaitPort(int port) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw new IllegalStateException("the second gateway does not start", e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Returns the variables by which payment-service uses it. */
    Map<String, String> settings() {
        return Map.of(
                "SANDBOX_B_METHODS",
                METHOD,
                "SANDBOX_B_URL",
                address.toString(),
                "SANDBOX_B_API_KEY",
                key,
                "SANDBOX_B_CALLBACK_SECRET",
                "bench-callback-secret");
    }

    @Override
    public void close() {
        process.destroy();
    }
}
