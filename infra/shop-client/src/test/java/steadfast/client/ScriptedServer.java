package steadfast.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers each path with what the test said, and keeps what it was asked. */
final class ScriptedServer implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Reply> replies = new HashMap<>();
    private final List<Request> requests = new ArrayList<>();

    /** A status of 0 cuts the connection. */
    private record Reply(int status, String body) {}

    /** A request as it came. */
    record Request(String line, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    ScriptedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    ScriptedServer on(String line, int status, String body) {
        replies.put(line, new Reply(status, body));
        return this;
    }

    /** The shop at this server. */
    ShopAccess access() {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new ShopAccess(base, base, base, "shop-key", "operator-token");
    }

    synchronized Request only() {
        if (requests.size() != 1) {
            throw new AssertionError("not one request, but " + requests);
        }
        return requests.getFirst();
    }

    private synchronized void answer(HttpExchange exchange) {
        try (exchange) {
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            requests.add(
                    new Request(
                            line,
                            Map.copyOf(exchange.getRequestHeaders()),
                            new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            Reply reply = replies.getOrDefault(line, new Reply(404, "{}"));
            if (reply.status() > 0) {
                byte[] body = reply.body().getBytes(UTF_8);
                exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
