package steadfast.order.show;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import steadfast.http.Roles;
import steadfast.order.lifecycle.OrderStatus;
import steadfast.order.store.OrderReads;
import steadfast.order.store.Orders;

/** Counts orders for the operator. */
@Path("/v1/order-counts")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class CountsResource {

    private final Orders orders;
    private final OrderReads reads;

    CountsResource(Orders orders, OrderReads reads) {
        this.orders = orders;
        this.reads = reads;
    }

    /** Returns the number of orders by status. */
    @GET
    public Map<OrderStatus, Long> counts() {
        return reads.run(orders::counts);
    }
}
