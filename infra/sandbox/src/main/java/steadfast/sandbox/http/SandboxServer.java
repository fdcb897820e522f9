package steadfast.sandbox.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import steadfast.sandbox.faults.FaultInjector;
import steadfast.sandbox.protocol.ApiError;
import steadfast.sandbox.protocol.Call;
import steadfast.sandbox.protocol.MerchantResponse;

/**
 * The API over HTTP, on one event loop: requests are decided one after the other, and their waits
 * (latency, disk) hold up no others.
 */
public final class SandboxServer {

    private static final Logger LOG = System.getLogger(SandboxServer.class.getName());

    /** A charge has some 300 bytes. */
    private static final int MAX_BODY_BYTES = 16 * 1024;

    /**
     * Up to this size a body that is too large is still read, so that its sender gets the error.
     */
    private static final int MAX_DRAINED_BYTES = 1024 * 1024;

    /**
     * The target of the buyer's redirect; the form is posted to its own URL, including the token.
     */
    private static final String PAY_PAGE =
            """
            <!doctype html><html lang="en"><title>Sandbox</title>
            <form method="post"><button>Pay</button></form></html>
            """;

    private final Vertx vertx;
    private final ApiKeyFilter apiKeyFilter;
    private final RequestCodec requestCodec;
    private final FaultInjector faultInjector;
    private final ResponseDispatcher responseDispatcher;

    public SandboxServer(
            Vertx vertx,
            ApiKeyFilter apiKeyFilter,
            RequestCodec requestCodec,
            FaultInjector faultInjector,
            ResponseDispatcher responseDispatcher) {
        this.vertx = vertx;
        this.apiKeyFilter = apiKeyFilter;
        this.requestCodec = requestCodec;
        this.faultInjector = faultInjector;
        this.responseDispatcher = responseDispatcher;
    }

    /** Listens; port 0 takes any free one. */
    public Future<HttpServer> listen(String host, int port) {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost(host)
                        .setPort(port)
                        // One connection per call: closing it affects no other call.
                        .setHttp2ClearTextEnabled(false)
                        // Longer than any client keeps an idle connection: the client closes it,
                        // not we.
                        .setIdleTimeout(90)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS);
        return vertx.createHttpServer(options).requestHandler(this::receive).listen();
    }

    private void receive(HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        long[] received = {0};
        request.handler(part -> {
            received[0] += part.length();
            if (received[0] <= MAX_BODY_BYTES) {
                body.appendBuffer(part);
            } else if (received[0] > MAX_DRAINED_BYTES) {
                request.connection().close();
            }
        });
        request.exceptionHandler(gone -> LOG.log(Level.DEBUG, "a request broke off", gone));
        request.endHandler(end -> {
            try {
                handle(request, received[0], body.getBytes());
            } catch (ApiException e) {
                new ResponseWriter(request, requestCodec).whole(e.answer());
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a request failed path=" + request.path(), e);
                new ResponseWriter(request, requestCodec).whole(MerchantResponse.internal());
            }
        });
    }

    private void handle(HttpServerRequest request, long received, byte[] body) throws ApiException {
        String path = request.path();
        if (path == null || !path.startsWith("/")) {
            throw new ApiException(ApiError.NOT_FOUND, "resource not found");
        }
        Route route = Route.of(request.method(), path);
        if (!(route instanceof Route.Health || route instanceof Route.OfBuyers)) {
            apiKeyFilter.check(request.getHeader("Authorization"));
        }
        if (received > MAX_BODY_BYTES) {
            throw new ApiException(
                    ApiError.TOO_LARGE, "the body must have at most " + MAX_BODY_BYTES + " bytes");
        }
        requireJson(request, body);
        ResponseWriter responseWriter = new ResponseWriter(request, requestCodec);
        switch (route) {
            case Route.OfHouse house -> {
                MerchantResponse answer = requestCodec.serve(house, request, body);
                responseDispatcher.onceOnDisk(responseWriter, () -> responseWriter.whole(answer));
            }
            case Route.ShowPayPage page -> responseWriter.page(PAY_PAGE);
            case Route.Pay pay ->
                    responseDispatcher.pay(
                            pay.paymentId(), requestCodec.payToken(request), responseWriter);
            case Route.OfDashboard action ->
                    responseDispatcher.actOnDashboard(
                            requestCodec.read(action, body), responseWriter);
            case Route.OfPayments payments -> {
                Call call = requestCodec.read(payments, request, body);
                responseDispatcher.carry(call, faultInjector.next(call), responseWriter);
            }
        }
    }

    private static void requireJson(HttpServerRequest request, byte[] body) throws ApiException {
        String type = request.getHeader("Content-Type");
        if (body.length > 0
                && type != null
                && !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new ApiException(
                    ApiError.UNSUPPORTED_MEDIA_TYPE, "send Content-Type: application/json");
        }
    }
}
