package steadfast.fulfillment.stock.change;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import steadfast.events.Sku;
import steadfast.fulfillment.stock.StockPaths;
import steadfast.fulfillment.upload.Uploads;
import steadfast.http.Roles;

/** Voids unsold cards, for operators. */
@Path("/v1/stock/{sku}/voids")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
class VoidsResource {

    private final Uploads uploads;
    private final ChangeBodies bodies;
    private final CardVoiding voiding;
    private final SecurityIdentity identity;

    VoidsResource(
            Uploads uploads, ChangeBodies bodies, CardVoiding voiding, SecurityIdentity identity) {
        this.uploads = uploads;
        this.bodies = bodies;
        this.voiding = voiding;
        this.identity = identity;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Removes unsold cards from the stock permanently; all or nothing",
            description =
                    "Select the cards by cardIds or codes, 1 to 10,000 of them, or by importId;"
                            + " at most 24 MiB. At most two such changes run at once; others get"
                            + " 503 with Retry-After.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = CardVoiding.VoidRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = CardVoiding.Voided.class)))
    @APIResponse(responseCode = "409", description = "A card is sold, voided or unknown")
    @APIResponse(responseCode = "503", description = "Two such changes are already running")
    public Uni<Response> voidCards(
            @PathParam("sku") String skuText, @Context RoutingContext context) {
        Sku sku = StockPaths.sku("sku", skuText);
        String who = identity.getPrincipal().getName();
        return uploads.receiveChange(
                context,
                body ->
                        Response.ok(
                                        voiding.run(
                                                sku,
                                                bodies.read(body, CardVoiding.VoidRequest.class),
                                                who))
                                .build());
    }
}
