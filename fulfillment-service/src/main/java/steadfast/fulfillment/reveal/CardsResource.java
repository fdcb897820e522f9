package steadfast.fulfillment.reveal;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import steadfast.events.OrderId;
import steadfast.http.Roles;

/** The endpoint for buyers to get their codes, through a storefront. */
@Path("/v1/cards")
@RolesAllowed(Roles.STOREFRONT)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class CardsResource {

    private final CardReveal reveal;
    private final SecurityIdentity identity;

    CardsResource(CardReveal reveal, SecurityIdentity identity) {
        this.reveal = reveal;
        this.identity = identity;
    }

    @GET
    @Path("{orderId}")
    @Operation(summary = "Returns an order's codes to the holder of its view token")
    public Response show(
            @PathParam("orderId") String orderId,
            @HeaderParam("View-Token") @Nullable String viewToken) {
        if (viewToken == null) {
            throw CardReveal.noSuchCards();
        }
        CardReveal.RevealedOrder shown =
                reveal.show(parse(orderId), viewToken, identity.getPrincipal().getName());
        return Response.ok(shown).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private static OrderId parse(String orderId) {
        try {
            return OrderId.parse(orderId);
        } catch (IllegalArgumentException e) {
            throw CardReveal.noSuchCards();
        }
    }
}
