package steadfast.payment.callback;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.PaymentGateway;
import steadfast.http.body.RequestBodyReader;
import steadfast.http.body.UnreadBodies;
import steadfast.payment.gatewaycall.Gateways;

/**
 * Reads the bodies of callbacks before other handlers do. Anybody can send them, so their length,
 * their duration and their number at once are limited.
 */
@Singleton
class CallbackBodies {
    static final String PATH = "/v1/callbacks";

    private static final String REQUEST = "steadfast.callback";

    /** Before the server's own limits, whose refusals are not counted. */
    private static final int PRIORITY = 200;

    private final CallbackConfig config;
    private final Gateways gateways;
    private final CallbackAnswers answers;
    private final CallbackMetrics watch;
    private final Semaphore places;
    private final UnreadBodies unread;

    CallbackBodies(
            CallbackConfig config,
            Gateways gateways,
            CallbackAnswers answers,
            CallbackMetrics watch) {
        this.config = config;
        this.gateways = gateways;
        this.answers = answers;
        this.watch = watch;
        this.places = new Semaphore(config.maxAtOnce());
        this.unread = new UnreadBodies(config.maxAtOnce(), config.maxUnreadPerAddress());
    }

    /** Returns the callback that was read from this request; null if it is not a callback. */
    static @Nullable CallbackRequest request(RoutingContext context) {
        return context.get(REQUEST);
    }

    void register(@Observes Filters filters) {
        filters.register(this::read, PRIORITY);
    }

    private void read(RoutingContext context) {
        if (!HttpMethod.POST.equals(context.request().method())
                || !context.normalizedPath().startsWith(PATH + "/")) {
            context.next();
            return;
        }
        unread.read(
                context,
                config.maxBodyBytes(),
                config.bodyTimeout(),
                ending -> end(context, ending));
    }

    private void end(RoutingContext context, RequestBodyReader.Ending ending) {
        switch (ending) {
            // Only now, so that an incomplete callback never keeps out a complete one.
            case RequestBodyReader.Ending.Whole whole when !places.tryAcquire() ->
                    refuse(context, CallbackOutcome.BUSY);
            case RequestBodyReader.Ending.Whole whole -> {
                context.addEndHandler(ended -> places.release());
                context.put(REQUEST, new CallbackRequest(headers(context), whole.body()));
                context.next();
            }
            case RequestBodyReader.Ending.TooLarge tooLarge ->
                    refuse(context, CallbackOutcome.TOO_LARGE);
            case RequestBodyReader.Ending.Incomplete incomplete ->
                    refuse(context, CallbackOutcome.INCOMPLETE);
            case RequestBodyReader.Ending.NoRoom noRoom -> refuse(context, CallbackOutcome.BUSY);
        }
    }

    private static Map<String, List<String>> headers(RoutingContext context) {
        Map<String, List<String>> headers = new HashMap<>();
        context.request()
                .headers()
                .forEach((name, value) ->
                        headers.computeIfAbsent(name, absent -> new ArrayList<>()).add(value));
        return headers;
    }

    private void refuse(RoutingContext context, CallbackOutcome why) {
        String name = context.normalizedPath().substring(PATH.length() + 1);
        @Nullable String gateway = gateways.find(name).map(PaymentGateway::name).orElse(null);
        CallbackOutcome outcome = gateway == null ? CallbackOutcome.UNKNOWN_GATEWAY : why;
        watch.record(gateway, outcome, "");
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Response answer =
                answers.answer(
                        outcome, "", context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        response.setStatusCode(answer.getStatus());
        answer.getStringHeaders().forEach(response::putHeader);
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.end(Buffer.buffer((byte[]) answer.getEntity()));
    }
}
