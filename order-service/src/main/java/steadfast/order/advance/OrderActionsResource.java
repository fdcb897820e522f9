package steadfast.order.advance;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType;
import steadfast.http.Roles;
import steadfast.order.OrderProblem;
import steadfast.order.lifecycle.OrderDecision.Contradiction;
import steadfast.order.lifecycle.OrderDecision.IfStock;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderDecision.Repeat;
import steadfast.order.lifecycle.OrderDecision.TooEarly;
import steadfast.order.lifecycle.OrderSignal;
import steadfast.order.lifecycle.OrderSignal.CancelledByBuyer;
import steadfast.order.lifecycle.OrderSignal.RetriedByBuyer;
import steadfast.order.lifecycle.OrderState;
import steadfast.order.settings.PaymentMethods;
import steadfast.order.store.ApplyResult;
import steadfast.order.store.OrderStoreException;
import steadfast.order.store.Orders;
import steadfast.order.view.OrderView;

/** The buyer's actions on an existing order: cancel it, and pay again or by another method. */
@Path("/v1/orders/{orderId}")
@RolesAllowed(Roles.STOREFRONT)
@Produces(MediaType.APPLICATION_JSON)
public class OrderActionsResource {

    private final Orders orders;
    private final PaymentMethods paymentMethods;

    OrderActionsResource(Orders orders, PaymentMethods paymentMethods) {
        this.orders = orders;
        this.paymentMethods = paymentMethods;
    }

    /** The request to start a new round. */
    public record Retry(String paymentMethod) {}

    /**
     * Asks to close the payment; the response shows the order's current state, not yet its final
     * one.
     */
    @POST
    @Path("/cancel")
    public OrderView cancel(
            @PathParam("orderId") String orderId,
            @HeaderParam("View-Token") @Nullable String viewToken,
            @Context SecurityContext security) {
        OrderState seen = seen(orderId, viewToken, security);
        return apply(seen, new CancelledByBuyer(), OrderProblem.NOT_CANCELLABLE);
    }

    /**
     * Pays again, or by another method: a failed order starts its next round at once, an unpaid one
     * once its open round is closed.
     */
    @POST
    @Path("/retry")
    @Operation(
            summary = "Pays again, or by another method",
            description =
                    "A failed order starts its next round at once, within a day of its"
                            + " submission. For an unpaid order the gateway is first asked to"
                            + " close the open round; the next round, by the other method"
                            + " (nextPaymentMethod), starts only once the close is confirmed. If"
                            + " the open round is paid after all, the order is paid. The same"
                            + " method twice changes nothing, a different method replaces the"
                            + " first, and a cancel drops it.")
    @Consumes(MediaType.APPLICATION_JSON)
    public OrderView retry(
            @PathParam("orderId") String orderId,
            @HeaderParam("View-Token") @Nullable String viewToken,
            Retry retry,
            @Context SecurityContext security) {
        OrderState seen = seen(orderId, viewToken, security);
        if (!paymentMethods.offers(retry.paymentMethod())) {
            throw new ProblemException(
                    OrderProblem.UNSUPPORTED_PAYMENT_METHOD, "paymentMethod", offered());
        }
        RetriedByBuyer signal =
                new RetriedByBuyer(seen.round().number() + 1, retry.paymentMethod());
        return apply(seen, signal, OrderProblem.NOT_RETRYABLE);
    }

    private OrderState seen(String orderId, @Nullable String viewToken, SecurityContext security) {
        return orders.shownTo(security.getUserPrincipal().getName(), viewToken, orderId)
                .orElseThrow(OrderActionsResource::notFound);
    }

    private OrderView apply(OrderState seen, OrderSignal signal, ProblemType refusal) {
        return switch (signalled(seen, signal)) {
            case ApplyResult.Decided(var decision, var state) ->
                    switch (decision) {
                        case Move m -> OrderView.of(state);
                        case IfStock i -> OrderView.of(state);
                        case Repeat r -> OrderView.of(state);
                        case TooEarly t -> throw refused(refusal, state);
                        case Contradiction c -> throw refused(refusal, state);
                    };
            case ApplyResult.NoSuchOrder() -> throw notFound();
            case ApplyResult.NoStock() ->
                    throw new ProblemException(
                            OrderProblem.OUT_OF_STOCK,
                            null,
                            new ProblemType.Text(
                                    "There is not enough stock for the next round.", "重新支付时库存不足。"));
        };
    }

    private ApplyResult signalled(OrderState seen, OrderSignal signal) {
        try {
            return orders.apply(seen.terms().orderId(), signal);
        } catch (OrderStoreException.Busy e) {
            throw new ProblemException(
                    CommonProblem.TOO_MANY_REQUESTS,
                    null,
                    new ProblemType.Text("The order is busy.", "订单正忙。"));
        }
    }

    private ProblemType.Text offered() {
        String names = String.join(", ", paymentMethods.names());
        return new ProblemType.Text("Supported values: " + names + ".", "可用的支付方式：" + names + "。");
    }

    private static ProblemException refused(ProblemType refusal, OrderState state) {
        return new ProblemException(
                refusal,
                null,
                new ProblemType.Text(
                        "The order is " + state.status() + ".",
                        "订单状态为" + state.status().term() + "。"));
    }

    private static ProblemException notFound() {
        return new ProblemException(
                OrderProblem.ORDER_NOT_FOUND, null, OrderProblem.ORDER_NOT_FOUND.title());
    }
}
