package steadfast.http.body;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemAnswers;
import steadfast.http.ProblemType;

/**
 * Passes a request to its endpoint once its body is complete. RESTEasy would read it in one of the
 * service's threads, so a client per thread, each with an incomplete body, would block the whole
 * service.
 */
@Singleton
class WholeBodies {

    /**
     * After handlers that read bodies themselves, before the server's own limits, which have the
     * order 2.
     */
    private static final int PRIORITY = 50;

    private final BodyConfig config;
    private final List<String> readElsewhere;
    private final ProblemAnswers answers;
    private final UnreadBodies unread;

    WholeBodies(BodyConfig config, ProblemAnswers answers) {
        if (config.maxBytes() < 1 || config.maxUnread() < 1 || config.maxUnreadPerAddress() < 1) {
            throw new IllegalArgumentException(
                    "steadfast.http.body: max-bytes, max-unread and max-unread-per-address must be"
                            + " above 0");
        }
        this.config = config;
        this.readElsewhere = config.readElsewhere().orElse(List.of());
        this.answers = answers;
        this.unread = new UnreadBodies(config.maxUnread(), config.maxUnreadPerAddress());
    }

    void register(@Observes Filters filters) {
        filters.register(this::read, PRIORITY);
    }

    private void read(RoutingContext context) {
        if (!announcesBody(context.request()) || isReadElsewhere(context)) {
            context.next();
            return;
        }
        unread.read(context, config.maxBytes(), config.timeout(), ending -> end(context, ending));
    }

    private static boolean announcesBody(HttpServerRequest request) {
        @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
                || (length != null && !length.equals("0"));
    }

    private boolean isReadElsewhere(RoutingContext context) {
        return context.request().isEnded()
                || readElsewhere.stream().anyMatch(context.normalizedPath()::startsWith);
    }

    private void end(RoutingContext context, RequestBodyReader.Ending ending) {
        switch (ending) {
            case RequestBodyReader.Ending.Whole whole -> {
                // RESTEasy takes a complete body from the context.
                ((RoutingContextInternal) context).setBody(Buffer.buffer(whole.body()));
                context.next();
            }
            case RequestBodyReader.Ending.TooLarge tooLarge ->
                    refuse(context, CommonProblem.TOO_LARGE);
            case RequestBodyReader.Ending.Incomplete incomplete ->
                    refuse(context, CommonProblem.INCOMPLETE_BODY);
            case RequestBodyReader.Ending.NoRoom noRoom ->
                    refuse(context, CommonProblem.TOO_MANY_REQUESTS);
        }
    }

    /** A client that disconnected reads no response. */
    private void refuse(RoutingContext context, ProblemType problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Response answer =
                answers.answer(problem, context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE))
                        .build();
        response.setStatusCode(answer.getStatus());
        answer.getStringHeaders().forEach(response::putHeader);
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var _ = response.end(Buffer.buffer((byte[]) answer.getEntity()));
    }
}
