package steadfast.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import steadfast.http.access.KeyMeters;

/** Turns every failure of a request into a problem; unexpected failures reveal no details. */
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private final ProblemAnswers answers;
    private final DatabaseOutages databaseOutages;
    private final KeyMeters keys;

    ProblemMappers(ProblemAnswers answers, DatabaseOutages databaseOutages, KeyMeters keys) {
        this.answers = answers;
        this.databaseOutages = databaseOutages;
        this.keys = keys;
    }

    @ServerExceptionMapper
    Response problem(ProblemException thrown, HttpHeaders headers, UriInfo uri) {
        UUID incident = thrown.type().status() >= 500 ? logged(thrown, uri) : null;
        return answer(thrown, incident, headers).build();
    }

    @ServerExceptionMapper
    Response unauthorized(
            UnauthorizedException thrown, HttpHeaders headers, HttpServerRequest request) {
        keys.refused(KeyMeters.Refusal.MISSING, request.remoteAddress().hostAddress());
        return unauthenticated(
                new ProblemType.Text("No key was sent.", "未发送密钥。"),
                "Bearer realm=\"steadfast\"",
                headers);
    }

    @ServerExceptionMapper
    Response authenticationFailed(AuthenticationFailedException thrown, HttpHeaders headers) {
        return unauthenticated(
                new ProblemType.Text("The key that was sent is not valid.", "所发送的密钥无效。"),
                "Bearer realm=\"steadfast\", error=\"invalid_token\"",
                headers);
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException thrown, HttpHeaders headers, HttpServerRequest request) {
        keys.refused(KeyMeters.Refusal.WRONG_ROLE, request.remoteAddress().hostAddress());
        return answer(CommonProblem.FORBIDDEN, headers).build();
    }

    @ServerExceptionMapper
    Response unreadable(MismatchedInputException thrown, HttpHeaders headers) {
        return json(thrown, headers);
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException thrown, HttpHeaders headers, UriInfo uri) {
        Response original = thrown.getResponse();
        if (original.getStatus() < 400) {
            return original;
        }
        if (original.getStatus() == 400
                && thrown.getCause() instanceof JsonProcessingException json) {
            return json(json, headers);
        }
        if (original.getStatus() >= 500) {
            return internal(thrown, CommonProblem.ofStatus(original.getStatus()), headers, uri);
        }
        Response.ResponseBuilder response =
                answer(CommonProblem.ofStatus(original.getStatus()), headers)
                        .status(original.getStatus());
        String allow = original.getHeaderString(HttpHeaders.ALLOW);
        return (allow == null ? response : response.header(HttpHeaders.ALLOW, allow)).build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable thrown, HttpHeaders headers, UriInfo uri) {
        return internal(thrown, CommonProblem.INTERNAL, headers, uri);
    }

    private Response json(JsonProcessingException thrown, HttpHeaders headers) {
        UnreadableBody found = UnreadableBody.of(thrown);
        return answer(
                        new ProblemException(found.type(), found.field(), found.detail()),
                        null,
                        headers)
                .build();
    }

    private Response unauthenticated(
            ProblemType.Text detail, String challenge, HttpHeaders headers) {
        return answer(
                        new ProblemException(CommonProblem.UNAUTHENTICATED, null, detail),
                        null,
                        headers)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    private Response internal(
            Throwable thrown, CommonProblem type, HttpHeaders headers, UriInfo uri) {
        return databaseOutages
                .incident(thrown, path(uri))
                .map(incident -> answer(of(CommonProblem.UNAVAILABLE), incident, headers))
                .orElseGet(() -> answer(of(type), logged(thrown, uri), headers))
                .build();
    }

    private static UUID logged(Throwable thrown, UriInfo uri) {
        UUID incident = UUID.randomUUID();
        LOG.errorf(thrown, "request failed incidentId=%s path=%s", incident, path(uri));
        return incident;
    }

    /** Returns the path as it was sent: decoded, it might contain line breaks. */
    private static String path(UriInfo uri) {
        return uri.getRequestUri().getRawPath();
    }

    private static ProblemException of(CommonProblem type) {
        return new ProblemException(type, null, type.title());
    }

    private Response.ResponseBuilder answer(CommonProblem type, HttpHeaders headers) {
        return answer(of(type), null, headers);
    }

    private Response.ResponseBuilder answer(
            ProblemException problem, @Nullable UUID incident, HttpHeaders headers) {
        return answers.answer(
                problem, incident, headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    }
}
