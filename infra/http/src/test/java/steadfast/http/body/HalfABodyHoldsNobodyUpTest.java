package steadfast.http.body;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** With more clients that each send half a body than the service has threads. */
@QuarkusTest
@TestProfile(HalfABodyHoldsNobodyUpTest.FewThreads.class)
class HalfABodyHoldsNobodyUpTest {

    private static final int THREADS = 4;
    private static final int ROOM = 3 * THREADS;
    private static final int PATIENCE_MILLIS = 30_000;

    private static final String HALF =
            "POST /v1/door/everything HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 90\r\n\r\n{";

    private static final String HALF_A_CHUNK =
            "POST /v1/door/everything HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n10\r\n{";

    private static final String WHOLE =
            "GET /v1/door/greet/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    @TestHTTPResource URI door;

    @Test
    void theServiceAnswersOthersMeanwhileAndThoseInTheEnd() throws IOException {
        List<Socket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < ROOM; i++) {
                halves.add(send(i % 2 == 0 ? HALF : HALF_A_CHUNK));
            }

            assertThat(answer(send(WHOLE))).startsWith("HTTP/1.1 200");
            // No room for another half, and whoever has no body needs none.
            assertThat(answer(send(HALF))).startsWith("HTTP/1.1 429").contains("Retry-After");
            assertThat(answer(send(WHOLE))).startsWith("HTTP/1.1 200");

            for (Socket half : halves) {
                assertThat(answer(half))
                        .startsWith("HTTP/1.1 408")
                        .contains("urn:steadfast:problem:incomplete-body");
            }
        } finally {
            for (Socket half : halves) {
                half.close();
            }
        }
        // They have left: there is room again.
        assertThat(answer(send(HALF))).startsWith("HTTP/1.1 408");
    }

    @Test
    void aBodyThatIsBrokenOffIsNoErrorOfOurs() throws IOException, InterruptedException {
        List<LogRecord> errors = new CopyOnWriteArrayList<>();
        Handler listener = listener(errors);
        Logger log = Logger.getLogger("steadfast.http");
        log.addHandler(listener);
        try {
            for (int i = 0; i < ROOM; i++) {
                send(HALF).close();
            }
            assertThat(answer(send(WHOLE))).startsWith("HTTP/1.1 200");
            TimeUnit.MILLISECONDS.sleep(500);
        } finally {
            log.removeHandler(listener);
        }

        assertThat(errors).isEmpty();
    }

    private static Handler listener(List<LogRecord> logged) {
        return new Handler() {
            @Override
            public void publish(LogRecord one) {
                logged.add(one);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private Socket send(String request) throws IOException {
        Socket socket = new Socket(door.getHost(), door.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        try (socket) {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** So few that some sockets take them all. */
    public static class FewThreads implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.thread-pool.max-threads",
                    "" + THREADS,
                    "steadfast.http.body.timeout",
                    "3S",
                    "steadfast.http.body.max-unread-per-address",
                    "" + ROOM);
        }
    }
}
