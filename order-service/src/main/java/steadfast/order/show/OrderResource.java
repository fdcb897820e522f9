package steadfast.order.show;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;
import steadfast.http.ProblemException;
import steadfast.http.Roles;
import steadfast.order.OrderProblem;
import steadfast.order.store.OrderReads;
import steadfast.order.store.Orders;
import steadfast.order.view.OrderView;

/** Shows one order. */
@Path("/v1/orders/{orderId}")
@RolesAllowed(Roles.STOREFRONT)
@Produces(MediaType.APPLICATION_JSON)
public class OrderResource {

    private final Orders orders;
    private final OrderReads reads;

    OrderResource(Orders orders, OrderReads reads) {
        this.orders = orders;
        this.reads = reads;
    }

    /** Returns the order to the holder of its token. */
    @GET
    public OrderView show(
            @PathParam("orderId") String orderId,
            @HeaderParam("View-Token") @Nullable String viewToken,
            @Context SecurityContext security) {
        String storefront = security.getUserPrincipal().getName();
        return reads.run(() -> orders.shownTo(storefront, viewToken, orderId))
                .map(OrderView::of)
                .orElseThrow(() ->
                        new ProblemException(
                                OrderProblem.ORDER_NOT_FOUND,
                                null,
                                OrderProblem.ORDER_NOT_FOUND.title()));
    }
}
