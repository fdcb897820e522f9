package steadfast.fulfillment.stock;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
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
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.events.Sku;
import steadfast.fulfillment.stock.CodeImport.Upload;
import steadfast.fulfillment.store.DatabaseShares;
import steadfast.fulfillment.store.DatabaseShares.Work;
import steadfast.fulfillment.store.Standings;
import steadfast.fulfillment.store.Standings.Standing;
import steadfast.fulfillment.upload.Uploads;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;
import steadfast.http.Roles;

/** Imports codes and shows the stock's levels, for operators. */
@Path("/v1/stock")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
class StockResource {

    static final String CSV = "text/csv";
    static final String JSON_LINES = "application/x-ndjson";

    private static final Logger LOG = Logger.getLogger(StockResource.class);

    private final Uploads uploads;
    private final CodeImport codeImport;
    private final DatabaseShares shares;
    private final Standings standings;
    private final SecurityIdentity identity;

    StockResource(
            Uploads uploads,
            CodeImport codeImport,
            DatabaseShares shares,
            Standings standings,
            SecurityIdentity identity) {
        this.uploads = uploads;
        this.codeImport = codeImport;
        this.shares = shares;
        this.standings = standings;
        this.identity = identity;
    }

    /**
     * The answer to an import.
     *
     * @param importId names the import, so that what is left of it can be voided
     * @param supply cards of the SKU ever imported minus voided
     */
    record Imported(UUID importId, String sku, int imported, long version, long supply) {}

    /**
     * One page.
     *
     * @param next the {@code after} of the next page; null on the last one
     */
    record StandingsPage(List<Standing> standings, @Nullable String next) {}

    @GET
    @Operation(summary = "Lists the SKUs that have stock or waiting orders, by name")
    public StandingsPage standings(
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("after") @Nullable String after) {
        int size = StockPaths.limit(limit);
        String from = after == null ? "" : StockPageCursor.readSku(after).value();
        List<Standing> found =
                shares.run(
                        Work.LIST,
                        () ->
                                QuarkusTransaction.requiringNew()
                                        .call(() -> standings.page(from, size + 1)));
        List<Standing> page = found.subList(0, Math.min(size, found.size()));
        return new StandingsPage(
                page,
                found.size() > size ? StockPageCursor.write(new Sku(page.getLast().sku())) : null);
    }

    @POST
    @Path("{sku}")
    @Consumes(CSV)
    @Operation(
            summary = "Imports codes, one per line; all or nothing",
            description =
                    "At most 1,000,000 codes and 64 MiB. Blank lines are skipped. A first line"
                            + " that looks like a heading is refused unless heading says what it"
                            + " is; a first line that is just `code` counts as a heading."
                            + " Charsets: UTF-8, or by the charset parameter of the Content-Type"
                            + " GBK, GB2312, GB18030 or Big5; of the Latin ones only ASCII. At"
                            + " most two imports run at once; others get 503 with Retry-After.")
    @RequestBody(
            description = "One code per line, quoted if necessary",
            required = true,
            content = @Content(mediaType = CSV, schema = @Schema(format = "binary")))
    @APIResponse(
            responseCode = "200",
            description = "All codes are in the stock",
            content = @Content(schema = @Schema(implementation = Imported.class)))
    @APIResponse(responseCode = "408", description = "The body arrived too slowly")
    @APIResponse(responseCode = "415", description = "Unsupported charset")
    @APIResponse(
            responseCode = "422",
            description = "Nothing was imported: the refused lines and why")
    @APIResponse(responseCode = "503", description = "Two imports are already running")
    public Uni<Response> importCsv(
            @PathParam("sku") String sku,
            @QueryParam("heading") @Nullable String heading,
            @Context HttpHeaders headers,
            @Context RoutingContext context) {
        Heading first = Heading.of(heading);
        return importCodes(
                sku, new CsvFormat(UploadCharset.of(headers.getMediaType())), first, context);
    }

    @POST
    @Path("{sku}")
    @Consumes(JSON_LINES)
    @Operation(
            summary = "Imports codes, one {\"code\":\"…\"} per line; all or nothing",
            description = "At most 1,000,000 codes and 64 MiB. Blank lines are skipped.")
    @RequestBody(
            description = "One {\"code\":\"…\"} per line",
            required = true,
            content = @Content(mediaType = JSON_LINES, schema = @Schema(format = "binary")))
    @APIResponse(
            responseCode = "200",
            description = "All codes are in the stock",
            content = @Content(schema = @Schema(implementation = Imported.class)))
    public Uni<Response> importJsonLines(
            @PathParam("sku") String sku,
            @QueryParam("heading") @Nullable String heading,
            @Context HttpHeaders headers,
            @Context RoutingContext context) {
        if (Heading.of(heading) == Heading.YES) {
            throw new ProblemException(
                    CommonProblem.INVALID_FIELD,
                    "heading",
                    new Text("JSON lines have no heading.", "JSON Lines 没有表头。"));
        }
        return importCodes(
                sku,
                new JsonLinesFormat(UploadCharset.of(headers.getMediaType())),
                Heading.NO,
                context);
    }

    private Uni<Response> importCodes(
            String skuText, UploadFormat format, Heading heading, RoutingContext context) {
        Sku sku = StockPaths.sku("sku", skuText);
        String who = identity.getPrincipal().getName();
        return uploads.receiveImport(
                context, body -> answer(new Upload(sku, format, heading, body, who)));
    }

    private Response answer(Upload upload) {
        return switch (codeImport.run(upload)) {
            case CodeImport.Result.Imported done -> {
                LOG.infof(
                        "codes imported: sku=%s importId=%s codes=%d who=%s",
                        upload.sku(), done.importId(), done.codes(), upload.who());
                yield Response.ok(
                                new Imported(
                                        done.importId(),
                                        upload.sku().value(),
                                        done.codes(),
                                        done.level().version(),
                                        done.level().supply()))
                        .build();
            }
            case CodeImport.Result.Refused(Refusals refusals) -> {
                // The refusal reveals which codes are known already, so the caller is logged.
                LOG.warnf(
                        "import refused: sku=%s lines=%d who=%s",
                        upload.sku(), refusals.total(), upload.who());
                throw RefusedUpload.problem(refusals);
            }
        };
    }
}
