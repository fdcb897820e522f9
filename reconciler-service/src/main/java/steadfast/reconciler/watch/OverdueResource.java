package steadfast.reconciler.watch;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;
import steadfast.http.Roles;
import steadfast.http.input.PageLimit;
import steadfast.reconciler.store.Lists;
import steadfast.reconciler.store.WatchedOrder;
import steadfast.reconciler.store.WatchedOrders;

/** Lists the orders that wait too long. */
@Path("/v1/overdue")
@Produces(MediaType.APPLICATION_JSON)
public class OverdueResource {

    private static final int MAX_LIMIT = 200;

    private final WatchedOrders orders;
    private final Lists lists;
    private final Clock clock;

    OverdueResource(WatchedOrders orders, Lists lists, Clock clock) {
        this.orders = orders;
        this.lists = lists;
        this.clock = clock;
    }

    /**
     * One page.
     *
     * @param next the {@code after} of the next page; null on the last one
     */
    public record Page(List<OverdueOrder> orders, @Nullable String next) {}

    /** Returns the orders that are overdue now, longest overdue first. */
    @GET
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary =
                    "Lists orders that are overdue: an expected event is missing, or the time to"
                            + " live is over and the order is not final; longest overdue first")
    public Page list(
            @QueryParam("limit") @DefaultValue("50") String limit,
            @QueryParam("after") @Nullable String after) {
        int size = PageLimit.read(limit, MAX_LIMIT);
        Instant now = clock.instant();
        WatchedOrders.Position from = after == null ? null : cursor(after);
        // One more than asked for tells whether there is another page.
        List<WatchedOrder> found = lists.read(() -> orders.overdue(now, from, size + 1));
        List<WatchedOrder> page = found.subList(0, Math.min(size, found.size()));
        return new Page(
                page.stream().map(order -> OverdueOrder.of(order, now)).toList(),
                found.size() > size ? OverduePageCursor.write(page.getLast()) : null);
    }

    private static WatchedOrders.Position cursor(String text) {
        try {
            return OverduePageCursor.read(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    CommonProblem.INVALID_FIELD,
                    "after",
                    new Text(
                            "after must be the next of the previous page.",
                            "after 应为上一页返回的 next。"));
        }
    }
}
