package steadfast.gateway.stripe;

import com.stripe.exception.StripeException;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpContent;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.Refused;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.http.Deadline;
import steadfast.gateway.http.Reply;
import steadfast.gateway.http.WholeExchange;
import steadfast.gateway.signature.CallbackJson;

/**
 * Sends the library's requests: without retries, within the time that the request has left, and
 * returns only complete JSON. The library's own client restarts its timeout with each packet, and
 * reads without a limit.
 */
final class StripeTransport extends HttpClient implements AutoCloseable {
    private static final int MAX_BODY_BYTES = 256 * 1024;

    private final WholeExchange http;
    private final CallbackJson json = new CallbackJson();

    StripeTransport(Duration connectTimeout) {
        this.http = new WholeExchange(connectTimeout, MAX_BODY_BYTES);
    }

    @Override
    public StripeResponse request(StripeRequest request) throws StripeException {
        Duration timeout = Duration.ofMillis(request.options().getReadTimeout());
        return switch (http.exchange(translated(request), Deadline.after(timeout))) {
            case Reply.NotSent notSent ->
                    throw new NotAnsweredException(
                            new Refused(Refused.Cause.NOT_CONNECTED, notSent.detail()));
            case Reply.Lost lost ->
                    throw new NotAnsweredException(new Unknown(lost.cause(), lost.detail()));
            case Reply.Answered answered -> response(answered);
        };
    }

    private static HttpRequest translated(StripeRequest request) {
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(request.url().toString()));
        request.headers()
                .map()
                .forEach((name, values) -> values.forEach(value -> http.header(name, value)));
        HttpContent content = request.content();
        if (content == null) {
            return http.method(method(request), BodyPublishers.noBody()).build();
        }
        return http.header("Content-Type", content.contentType())
                .method(method(request), BodyPublishers.ofByteArray(content.byteArrayContent()))
                .build();
    }

    private static String method(StripeRequest request) {
        return request.method().name().toUpperCase(Locale.ROOT);
    }

    /** Only replies that the library understands are passed on. */
    private StripeResponse response(Reply.Answered answered) throws NotAnsweredException {
        int status = answered.status();
        return switch (status) {
            case 200, 400, 401, 402, 403, 404 -> {
                if (json.object(answered.body()) == null) {
                    throw unknown(Unknown.Cause.NONSENSE, status + " without complete JSON");
                }
                yield new StripeResponse(
                        status,
                        HttpHeaders.of(answered.headers().map()),
                        new String(answered.body(), StandardCharsets.UTF_8));
            }
            // Another request with the same idempotency key is in progress.
            case 409 -> throw unknown(Unknown.Cause.BUSY, "status 409");
            // Too many requests, or the object is locked by another one: not executed.
            case 429 ->
                    throw new NotAnsweredException(
                            new Refused(
                                    Refused.Cause.RATE_LIMITED,
                                    "status 429",
                                    answered.retryAfter()));
            case 503 -> throw unknown(Unknown.Cause.BUSY, "status 503");
            default ->
                    throw unknown(
                            status >= 500 ? Unknown.Cause.SERVER_ERROR : Unknown.Cause.NONSENSE,
                            "status " + status);
        };
    }

    private static NotAnsweredException unknown(Unknown.Cause cause, String detail) {
        GatewayAnswer.OfAny meaning = new Unknown(cause, detail);
        return new NotAnsweredException(meaning);
    }

    @Override
    public void close() {
        http.close();
    }
}
