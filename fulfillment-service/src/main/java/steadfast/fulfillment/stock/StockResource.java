package steadfast.fulfillment.stock;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import steadfast.events.Sku;
import steadfast.fulfillment.store.Stock;
import steadfast.http.ProblemException;
import steadfast.http.Roles;

/** The operator's door to the stock. */
@Path("/v1/stock")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class StockResource {

    static final String JSON_LINES = "application/x-ndjson";

    private static final Logger LOG = Logger.getLogger(StockResource.class);

    private final CodeImport codeImport;
    private final CardVoiding voiding;
    private final Stock stock;
    private final SecurityIdentity identity;

    StockResource(
            CodeImport codeImport, CardVoiding voiding, Stock stock, SecurityIdentity identity) {
        this.codeImport = codeImport;
        this.voiding = voiding;
        this.stock = stock;
        this.identity = identity;
    }

    /**
     * The answer to an import.
     *
     * @param importId names the import, so that what is left of it can be voided
     * @param supply cards of the SKU ever imported minus voided
     */
    record Imported(UUID importId, String sku, int imported, long version, long supply) {}

    @GET
    @Operation(summary = "How every SKU stands")
    public List<Stock.Standing> standings() {
        return QuarkusTransaction.requiringNew().call(stock::standings);
    }

    @POST
    @Path("{sku}")
    @Consumes("text/csv")
    @Operation(summary = "Import codes, one a line; all or nothing")
    public Response importCsv(
            @PathParam("sku") String sku, InputStream upload, @Context HttpHeaders headers) {
        return importCodes(sku, new CsvFormat(), upload, headers);
    }

    @POST
    @Path("{sku}")
    @Consumes(JSON_LINES)
    @Operation(summary = "Import codes, one {\"code\":\"…\"} a line; all or nothing")
    public Response importJsonLines(
            @PathParam("sku") String sku, InputStream upload, @Context HttpHeaders headers) {
        return importCodes(sku, new JsonLinesFormat(), upload, headers);
    }

    @POST
    @Path("{sku}/voids")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Take unissued cards out of the stock, for ever; all or nothing")
    public CardVoiding.Voided voidCards(@PathParam("sku") String sku, CardVoiding.Wish wish) {
        return voiding.run(sku(sku), wish, who());
    }

    private Response importCodes(
            String skuText, UploadFormat format, InputStream upload, HttpHeaders headers) {
        Sku sku = sku(skuText);
        return switch (codeImport.run(sku, format, upload, who())) {
            case CodeImport.Result.Imported done -> {
                LOG.infof(
                        "codes imported: sku=%s importId=%s codes=%d who=%s",
                        sku, done.importId(), done.codes(), who());
                yield Response.ok(
                                new Imported(
                                        done.importId(),
                                        sku.value(),
                                        done.codes(),
                                        done.level().version(),
                                        done.level().supply()))
                        .build();
            }
            case CodeImport.Result.Refused(Refusals refusals) ->
                    RefusedUpload.of(refusals, headers).response();
        };
    }

    private static Sku sku(String text) {
        try {
            return new Sku(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    StockProblem.INVALID_SKU, "sku", String.valueOf(e.getMessage()));
        }
    }

    private String who() {
        return identity.getPrincipal().getName();
    }
}
