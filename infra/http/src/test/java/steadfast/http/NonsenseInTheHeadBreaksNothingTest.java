package steadfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class NonsenseInTheHeadBreaksNothingTest {

    @TestHTTPResource URI door;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/door/greet/%",
                "/v1/door/greet/%zz",
                "/v1/door/greet/%e",
                "/v1/door/greet/a?as=%",
                "/v1/door/greet/a?as=%zz",
                "/v1/door/greet/a?%=1",
                "/v1/door/greet/a?&&==&",
                "/v1/door/greet/;;;",
                "/v1/door/greet/;a=%",
                "/v1/door/greet/a?as=%C3%28",
                "/v1/door/greet/%ED%A0%80",
                "/v1/door/greet/%F8%88%80%80%80",
            })
    void anAddressThatIsNotEncodedAsItMustBeIsNoErrorOfOurs(String address) throws IOException {
        assertThat(answer("GET " + address + " HTTP/1.1\r\n")).matches("(?s)HTTP/1.1 [24].*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: ;;;",
                "Accept: ,",
                "Accept: garbage",
                "Accept: */*;q=abc",
                "Accept: application/json;q=2",
                "Accept: application/json;q=",
                "Accept: application/json; charset=nonsense",
                "Accept-Language: \u0080\u00ff",
                "Accept-Encoding: ;q=x",
                "Accept-Charset: nonsense",
                "Content-Type: ;;;",
                "Content-Type: application/",
                "Content-Type: application/json;charset",
                "Cookie: =;=;;",
                "Authorization: Bearer \u0080",
                "If-Modified-Since: yesterday",
                "Range: bytes=x",
                "Expect: nonsense",
                "X-Forwarded-For: ,;,",
            })
    void aHeaderThatCannotBeReadIsNoErrorOfOurs(String header) throws IOException {
        assertThat(answer("GET /v1/door/greet/a HTTP/1.1\r\n" + header + "\r\n"))
                .matches("(?s)HTTP/1.1 [24].*");
        assertThat(
                        answer(
                                "POST /v1/door/everything HTTP/1.1\r\n"
                                        + header
                                        + "\r\nContent-Length: 2\r\n",
                                "{}"))
                .matches("(?s)HTTP/1.1 [24].*");
    }

    private String answer(String head) throws IOException {
        return answer(head, "");
    }

    private String answer(String head, String body) throws IOException {
        try (Socket socket = new Socket(door.getHost(), door.getPort())) {
            socket.setSoTimeout(30_000);
            String request = head + "Host: door\r\nConnection: close\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
