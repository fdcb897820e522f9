package steadfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.http.HttpServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhoServesOthersInTheClearIsWarnedTest {

    private final Logger logger = Logger.getLogger(PlainHttp.class.getName());
    private final List<String> logged = new ArrayList<>();
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord record) {
                    logged.add(
                            record.getLevel()
                                    + " "
                                    + String.format(
                                            Locale.ROOT,
                                            record.getMessage(),
                                            record.getParameters()));
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7"})
    void oneWarningNamesWhatToSet(String host) {
        start(host, false, Optional.empty());

        assertThat(logged)
                .singleElement()
                .asString()
                .startsWith("WARN plain HTTP at " + host + ":8081 (STEADFAST_HTTP_HOST)")
                .contains("TLS", "STEADFAST_HTTP_PLAIN=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7"})
    void whoSaysThatAProxyEndsTlsIsLeftAlone(String host) {
        start(host, true, Optional.empty());

        assertThat(logged).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.0.0.2"})
    void theLoopbackIsNobodyElses(String host) {
        start(host, false, Optional.empty());

        assertThat(logged).isEmpty();
    }

    @Test
    void whatOnlySendsCallersOnToTlsServesNobody() {
        start("0.0.0.0", false, Optional.of("redirect"));

        assertThat(logged).isEmpty();
    }

    @Test
    void tlsBesidePlainHttpIsNoReasonToBeSilent() {
        start("0.0.0.0", false, Optional.of("enabled"));

        assertThat(logged).hasSize(1);
    }

    private static void start(String host, boolean plain, Optional<String> insecureRequests) {
        new PlainHttp(() -> plain, insecureRequests)
                .started(new HttpServerStart(new HttpServerOptions().setHost(host).setPort(8081)));
    }
}
