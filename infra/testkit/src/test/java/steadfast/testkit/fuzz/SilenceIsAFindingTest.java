package steadfast.testkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SilenceIsAFindingTest {

    private static final Duration SOON = Duration.ofMillis(300);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/q/openapi", exchange -> answer(exchange, Things.DOCUMENT));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aRequestThatIsNotAnsweredInTimeFailsTheRun() {
        server.createContext("/", exchange -> {});

        FuzzReport report = run(12);

        assertThatThrownBy(report::requireClean)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no answer within")
                .hasMessageContaining("-D" + Fuzzer.SEED_PROPERTY + "=");
    }

    @Test
    void aConnectionThatEndsWithoutAnAnswerFailsTheRun() {
        server.createContext("/", HttpExchange::close);

        assertThatThrownBy(run(50)::requireClean)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("without an answer");
    }

    @Test
    void aServiceThatTakesEverythingFailsTheRun() {
        server.createContext("/", exchange -> answer(exchange, "{}"));

        FuzzReport report = run(200);

        assertThat(report.cases()).isEqualTo(200);
        assertThatThrownBy(report::requireClean).hasMessageContaining("must be refused");
    }

    private FuzzReport run(int cases) {
        URI address = URI.create("http://localhost:" + server.getAddress().getPort());
        return Fuzzer.of(address, address, Things.examples(), SOON).run(cases);
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
