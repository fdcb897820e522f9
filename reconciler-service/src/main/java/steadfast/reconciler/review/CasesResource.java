package steadfast.reconciler.review;

import jakarta.annotation.security.RolesAllowed;
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
import steadfast.http.input.IdempotencyKey;
import steadfast.http.input.PageLimit;
import steadfast.reconciler.store.Lists;

/** The endpoint for operators to review cases. */
@Path("/v1/cases")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class CasesResource {

    private static final int MAX_LIMIT = 200;

    private final CaseQueries files;
    private final Lists lists;
    private final DecisionService decisions;

    CasesResource(CaseQueries files, Lists lists, DecisionService decisions) {
        this.files = files;
        this.lists = lists;
        this.decisions = decisions;
    }

    /**
     * One page.
     *
     * @param next the {@code cursor} of the next page; null on the last one
     */
    public record Page(List<CaseResponse> cases, @Nullable String next) {}

    /** Returns the open or the closed cases. */
    @GET
    @Operation(summary = "Lists open (or closed) cases with all known facts, oldest first")
    public Page list(
            @QueryParam("status") @DefaultValue("open") String status,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        boolean open = open(status);
        int size = PageLimit.read(limit, MAX_LIMIT);
        return lists.read(() -> files.page(open, cursor, size));
    }

    /** Returns one case. */
    @GET
    @Path("/{caseId}")
    @Operation(summary = "Returns one case with all known facts")
    public CaseResponse show(@PathParam("caseId") String caseId) {
        UUID id = id(caseId);
        return lists.read(() -> files.one(id));
    }

    /** Takes a decision; the same request with the same key gets the same response. */
    @POST
    @Path("/{caseId}/decision")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Decides a case: confirm-paid, refund, refund-captured, retry or close, if"
                            + " the case offers it and the gateway confirms it")
    public DecisionResponse decide(
            @PathParam("caseId") String caseId,
            DecisionRequest request,
            @Context HttpHeaders headers,
            @Context SecurityContext caller) {
        String key =
                IdempotencyKey.require(
                        headers.getRequestHeader(IdempotencyKey.HEADER),
                        ReviewProblem.IDEMPOTENCY_KEY_MISSING);
        request.requireReadable();
        return DecisionResponse.of(
                decisions.decide(
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
                            new Text("status must be open or closed.", "status 须为 open 或 closed。"));
        };
    }
}
