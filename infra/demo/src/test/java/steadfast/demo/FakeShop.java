package steadfast.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import steadfast.launcher.shop.GatewayAccess;
import steadfast.launcher.shop.RunningShop;

/** Answers each path by a script, whose last line stays. */
public final class FakeShop implements RunningShop, AutoCloseable {

    /** Cuts the connection instead of answering. */
    public static final Reply CUT = new Reply(0, "");

    private final HttpServer server;
    private final Map<String, Queue<Reply>> script = new ConcurrentHashMap<>();
    public final Queue<Request> requests = new ConcurrentLinkedQueue<>();

    public record Reply(int status, String body) {}

    public record Request(
            String method, String path, Map<String, List<String>> headers, String body) {

        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    public FakeShop() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** What the path is answered with, one after the other. */
    public FakeShop on(String methodAndPath, Reply... replies) {
        script.put(methodAndPath, new ConcurrentLinkedQueue<>(List.of(replies)));
        return this;
    }

    public static Reply json(String body) {
        return new Reply(200, body);
    }

    public List<Request> requestsOf(String methodAndPath) {
        return requests.stream()
                .filter(one -> (one.method() + " " + one.path()).equals(methodAndPath))
                .toList();
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            Request request =
                    new Request(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            Map.copyOf(exchange.getRequestHeaders()),
                            new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            requests.add(request);
            Reply reply = next(request.method() + " " + request.path());
            if (reply.equals(CUT)) {
                return;
            }
            byte[] body = reply.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply next(String methodAndPath) {
        Queue<Reply> replies =
                script.getOrDefault(
                        methodAndPath, new ConcurrentLinkedQueue<>(List.of(new Reply(404, "{}"))));
        synchronized (replies) {
            return replies.size() > 1 ? replies.remove() : replies.element();
        }
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public URI order() {
        return base();
    }

    @Override
    public URI payment() {
        return base();
    }

    @Override
    public URI fulfillment() {
        return base();
    }

    @Override
    public URI reconciler() {
        return base();
    }

    @Override
    public URI management(String service) {
        return base();
    }

    @Override
    public List<GatewayAccess> gateways() {
        return List.of(
                new GatewayAccess("sandbox", base(), "gateway-key"),
                new GatewayAccess("sandbox-b", base(), "other-key"));
    }

    @Override
    public String storefrontKey() {
        return "shop-key";
    }

    @Override
    public String operatorToken() {
        return "operator-token";
    }

    @Override
    public String jdbcUrl(String database) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String ownerJdbcUrl(String database) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, String> kafkaSettings() {
        return Map.of("bootstrap.servers", "127.0.0.1:1");
    }

    @Override
    public Map<String, Long> servicePids() {
        return Map.of();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
