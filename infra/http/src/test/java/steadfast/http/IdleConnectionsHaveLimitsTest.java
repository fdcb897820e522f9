package steadfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
@QuarkusTest
@TestProfile(IdleConnectionsHaveLimitsTest.SmallLimits.class)
class IdleConnectionsHaveLimitsTest {

    private static final int LIMIT = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Announces more than is read, so that the connection ends with the answer. */
    private static final String TOO_LARGE =
            "POST /v1/door/everything HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n";

    private static final String SMALL =
            "GET /v1/door/greet/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    @TestHTTPResource URI door;

    @Test
    void oneThatSaysNothingIsClosed() throws IOException {
        try (Socket silent = connect()) {
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void whoComesWhenAllAreTakenIsServedOnceTheyAreClosed() throws Exception {
        await().atMost(PATIENCE).until(() -> answer(SMALL).startsWith("HTTP/1.1 200"));
        List<Socket> silent = new ArrayList<>();
        try {
            // As many anew at each look: one that was refused, because a connection from before was
            // still being closed, leaves a place free, and on a busy machine the first end too
            // soon.
            await().atMost(PATIENCE)
                    .until(() -> {
                        for (int i = 0; i < LIMIT; i++) {
                            silent.add(connect());
                        }
                        return answer(SMALL).isEmpty();
                    });

            // They say nothing, and end.
            await().atMost(PATIENCE).until(() -> answer(SMALL).startsWith("HTTP/1.1 200"));
        } finally {
            for (Socket one : silent) {
                one.close();
            }
        }
    }

    @Test
    void everyConnectionThatEndsMakesRoomHoweverItEnds() {
        for (int i = 0; i < 2 * LIMIT; i++) {
            await().atMost(PATIENCE).until(() -> answer(TOO_LARGE).startsWith("HTTP/1.1 413"));
            await().atMost(PATIENCE).until(() -> answer(SMALL).startsWith("HTTP/1.1 200"));
        }
    }

    /** All that comes back until the connection ends; nothing if it is not taken. */
    private String answer(String request) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(door.getHost(), door.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /** Small enough to be reached in a moment. */
    public static class SmallLimits implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.idle-timeout",
                    "3S",
                    "quarkus.http.limits.max-connections",
                    "" + LIMIT);
        }
    }
}
