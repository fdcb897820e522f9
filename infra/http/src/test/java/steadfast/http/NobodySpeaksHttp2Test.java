package steadfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** An upgrade in the clear would tunnel past the path rules of a proxy in front. */
@QuarkusTest
class NobodySpeaksHttp2Test {

    @TestHTTPResource URI door;

    @Test
    void anUpgradeIsNotTaken() throws IOException {
        String answer =
                send(
                        """
                        GET /v1/door/operator HTTP/1.1
                        Host: x
                        Connection: Upgrade, HTTP2-Settings, close
                        Upgrade: h2c
                        HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA

                        """);

        assertThat(answer).startsWith("HTTP/1.1 ").doesNotStartWith("HTTP/1.1 101");
    }

    @Test
    void whoBeginsWithItIsRefused() throws IOException {
        String answer = send("PRI * HTTP/2.0\n\nSM\n\n");

        // An answer in HTTP/2 begins with a frame of settings, whose type is 4.
        assertThat(answer).doesNotContain("\0\0\u0004").matches("(?s)|HTTP/[0-9.]+ 400 .*");
    }

    private String send(String request) throws IOException {
        try (Socket socket = new Socket(door.getHost(), door.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(200), StandardCharsets.ISO_8859_1);
        }
    }
}
