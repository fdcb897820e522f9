package steadfast.database;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Answers at the service's own addresses while its start is held back: at the management port that
 * it is alive and not ready, with the reason; 503 to all other requests. Closed before the service
 * itself listens there.
 */
final class NotReadyServer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(NotReadyServer.class);
    private static final String HEALTH = "/q/health";
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final int NO_BODY = -1;

    private final List<HttpServer> servers = new ArrayList<>();

    /** A thread per request: a slow caller must not keep a probe waiting. */
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private volatile List<UnmetNeed> unmet = List.of();

    private NotReadyServer() {}

    /**
     * Listens at both; where it can't, the start goes on without it and says so by itself.
     *
     * @param door where the service will serve its callers
     * @param management where it will be asked how it is
     */
    static NotReadyServer open(InetSocketAddress door, InetSocketAddress management) {
        NotReadyServer opened = new NotReadyServer();
        opened.listen(door, opened::refuse);
        opened.listen(management, opened::answer);
        return opened;
    }

    /**
     * Creates a server that does not listen: for tests and development, whose ports are chosen
     * later.
     */
    static NotReadyServer closed() {
        return new NotReadyServer();
    }

    private void listen(InetSocketAddress address, HttpHandler handler) {
        try {
            HttpServer server = HttpServer.create(address, 0);
            server.createContext("/", handler);
            server.setExecutor(threads);
            server.start();
            servers.add(server);
        } catch (IOException | RuntimeException e) {
            LOG.warnf(
                    "probes get no answer until the service has started: %s %s",
                    address, e.toString());
        }
    }

    void update(List<UnmetNeed> missing) {
        unmet = List.copyOf(missing);
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }

    private void refuse(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, 503, "application/problem+json", problem());
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (path.equals(HEALTH + "/live")) {
                send(exchange, 200, "application/json", health("UP"));
            } else if (path.equals(HEALTH) || path.startsWith(HEALTH + "/")) {
                send(exchange, 503, "application/json", health("DOWN"));
            } else {
                send(exchange, 503, "application/problem+json", problem());
            }
        }
    }

    private JsonObject health(String status) {
        return Json.createObjectBuilder()
                .add("status", status)
                .add(
                        "checks",
                        status.equals("UP")
                                ? Json.createArrayBuilder()
                                : Json.createArrayBuilder()
                                        .add(
                                                Json.createObjectBuilder()
                                                        .add("name", "needs")
                                                        .add("status", status)
                                                        .add("data", data())))
                .build();
    }

    private JsonObjectBuilder data() {
        JsonObjectBuilder data = Json.createObjectBuilder();
        int number = 0;
        for (UnmetNeed need : unmet) {
            number++;
            data.add("need-" + number, need.sentence());
            data.add("need-" + number + "-zh", need.chinese());
        }
        return data;
    }

    /** The same problem that a running service returns while its database is down. */
    private static JsonObject problem() {
        String title = "Service temporarily unavailable · 服务暂时不可用";
        return Json.createObjectBuilder()
                .add("type", "urn:steadfast:problem:unavailable")
                .add("title", title)
                .add("status", 503)
                .add("detail", title)
                .add("action", "Wait for the time given in Retry-After. · 请等待 Retry-After 指示的时间。")
                .add("retryable", true)
                .build();
    }

    private static void send(HttpExchange exchange, int status, String type, JsonObject body)
            throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (status != 200) {
            exchange.getResponseHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, NO_BODY);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
