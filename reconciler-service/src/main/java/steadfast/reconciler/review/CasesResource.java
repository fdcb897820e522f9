package steadfast.reconciler.review;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;
import steadfast.http.Roles;

/** The operator's door to what needs a person. */
@Path("/v1/cases")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class CasesResource {

    private static final int MAX_LIMIT = 200;
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final int MAX_KEY_CHARACTERS = 255;

    private final CaseFiles files;
    private final DecisionDesk desk;

    CasesResource(CaseFiles files, DecisionDesk desk) {
        this.files = files;
        this.desk = desk;
    }

    /**
     * One page.
     *
     * @param next the {@code cursor} of the next page; null on the last one
     */
    public record Page(List<ShownCase> cases, @Nullable String next) {}

    /** The open or the closed cases. */
    @GET
    @Transactional
    @Operation(summary = "Open (or closed) cases with everything that is known, the oldest first")
    public Page list(
            @QueryParam("status") @DefaultValue("open") String status,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        return files.page(open(status), cursor, limit(limit));
    }

    /** One case. */
    @GET
    @Path("/{caseId}")
    @Transactional
    @Operation(summary = "One case with everything that is known")
    public ShownCase show(@PathParam("caseId") String caseId) {
        return files.one(id(caseId));
    }

    /** Takes a decision; the same request with the same key gets the same answer. */
    @POST
    @Path("/{caseId}/decision")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Decide a case: confirm-paid, refund, retry or close, as far as the case offers"
                            + " it and the gateway confirms it")
    public ShownDecision decide(
            @PathParam("caseId") String caseId,
            DecisionRequest request,
            @Context HttpHeaders headers,
            @Context SecurityContext caller) {
        String key = key(headers.getRequestHeader(IDEMPOTENCY_KEY));
        request.requireReadable();
        return ShownDecision.of(
                desk.decide(
                        new DecisionCall(
                                id(caseId), key, caller.getUserPrincipal().getName(), request)));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ReviewProblem.CASE_NOT_FOUND, null, ReviewProblem.CASE_NOT_FOUND.title());
        }
    }

    private static boolean open(String status) {
        return switch (status) {
            case "open" -> true;
            case "closed" -> false;
            default ->
                    throw new ProblemException(
                            CommonProblem.INVALID_FIELD,
                            "status",
                            new Text("status is open or closed.", "status 须为 open 或 closed。"));
        };
    }

    private static int limit(String text) {
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        }
        throw new ProblemException(
                CommonProblem.INVALID_FIELD,
                "limit",
                new Text(
                        "limit is a whole number from 1 to " + MAX_LIMIT + ".",
                        "limit 是 1 到 " + MAX_LIMIT + " 的整数。"));
    }

    private static String key(@Nullable List<String> sent) {
        if (sent == null
                || sent.size() != 1
                || sent.getFirst().isBlank()
                || sent.getFirst().length() > MAX_KEY_CHARACTERS) {
            throw new ProblemException(
                    ReviewProblem.IDEMPOTENCY_KEY_MISSING,
                    IDEMPOTENCY_KEY,
                    ReviewProblem.IDEMPOTENCY_KEY_MISSING.title());
        }
        return sent.getFirst();
    }
}
