package steadfast.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.math.BigInteger;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body that announces more bytes than the server reads, as a problem; the server's own
 * refusal, which comes later, has no text.
 */
@Singleton
class TooLargeBodies {

    /** Before the server's own limit, which has the order 2. */
    private static final int PRIORITY = 100;

    private final ProblemAnswers answers;
    private final Optional<MemorySize> maxBodySize;

    TooLargeBodies(
            ProblemAnswers answers,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size")
                    Optional<MemorySize> maxBodySize) {
        this.answers = answers;
        this.maxBodySize = maxBodySize;
    }

    void register(@Observes Filters filters) {
        maxBodySize.ifPresent(max -> filters.register(request -> check(request, max), PRIORITY));
    }

    private void check(RoutingContext request, MemorySize max) {
        if (announces(request, max.asBigInteger())) {
            refuse(request);
        } else {
            request.next();
        }
    }

    private static boolean announces(RoutingContext request, BigInteger max) {
        @Nullable String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null
                && length.matches("[0-9]{1,19}")
                && new BigInteger(length).compareTo(max) > 0;
    }

    private void refuse(RoutingContext request) {
        Response problem =
                answers.answer(
                                CommonProblem.TOO_LARGE,
                                request.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE))
                        .build();
        HttpServerResponse response = request.response().setStatusCode(problem.getStatus());
        problem.getStringHeaders().forEach(response::putHeader);
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // The body was not read, so the connection cannot serve another request.
        response.putHeader("Connection", "close");
        response.endHandler(sent -> request.request().connection().close());
        response.end(Buffer.buffer((byte[]) problem.getEntity()));
    }
}
