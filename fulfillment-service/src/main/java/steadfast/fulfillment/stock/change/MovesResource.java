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

/** Moves unsold cards to another SKU, for operators. */
@Path("/v1/stock/{sku}/moves")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
class MovesResource {

    private final Uploads uploads;
    private final ChangeBodies bodies;
    private final CardMoving moving;
    private final SecurityIdentity identity;

    MovesResource(
            Uploads uploads, ChangeBodies bodies, CardMoving moving, SecurityIdentity identity) {
        this.uploads = uploads;
        this.bodies = bodies;
        this.moving = moving;
        this.identity = identity;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Moves unsold cards to another SKU; all or nothing",
            description =
                    "Select the cards by cardIds or codes, 1 to 10,000 of them, or by importId;"
                            + " at most 24 MiB. Of an import the oldest 10,000 cards are moved"
                            + " per request. At most two such changes run at once; others get"
                            + " 503 with Retry-After.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = CardMoving.MoveRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = CardMoving.Moved.class)))
    @APIResponse(responseCode = "409", description = "A card is sold, voided or unknown")
    @APIResponse(responseCode = "503", description = "Two such changes are already running")
    public Uni<Response> move(@PathParam("sku") String skuText, @Context RoutingContext context) {
        Sku sku = StockPaths.sku("sku", skuText);
        String who = identity.getPrincipal().getName();
        return uploads.receiveChange(
                context,
                body ->
                        Response.ok(
                                        moving.run(
                                                sku,
                                                bodies.read(body, CardMoving.MoveRequest.class),
                                                who))
                                .build());
    }
}
