package steadfast.sandbox.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import steadfast.sandbox.protocol.ApiError;
import steadfast.sandbox.protocol.MerchantResponse;

/** Writes the response to one caller, who may have disconnected; used once. */
final class ResponseWriter {

    private final HttpServerRequest request;
    private final RequestCodec requestCodec;

    ResponseWriter(HttpServerRequest request, RequestCodec requestCodec) {
        this.request = request;
        this.requestCodec = requestCodec;
    }

    /** Sends the answer. */
    void whole(MerchantResponse answer) {
        send(answer.status(), Buffer.buffer(requestCodec.write(answer)));
    }

    /** Sends this text with the status 200. */
    void nonsense(String body) {
        send(200, Buffer.buffer(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Sends a page for a browser. */
    void page(String html) {
        request.response().putHeader("Content-Type", "text/html; charset=utf-8").end(html);
    }

    /** Announces the full length, sends half of the response and closes. */
    void half(MerchantResponse answer) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        Buffer body = Buffer.buffer(requestCodec.write(answer));
        head(response, answer.status())
                .putHeader("Content-Length", String.valueOf(body.length()))
                .write(body.slice(0, body.length() / 2))
                .onComplete(written -> close());
    }

    /** Closes the connection. */
    void close() {
        request.connection().close();
    }

    private void send(int status, Buffer body) {
        HttpServerResponse response = request.response();
        if (!response.closed()) {
            head(response, status).end(body);
        }
    }

    private static HttpServerResponse head(HttpServerResponse response, int status) {
        response.setStatusCode(status).putHeader("Content-Type", "application/json");
        if (status == ApiError.CREDENTIAL.status()) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        return response;
    }
}
