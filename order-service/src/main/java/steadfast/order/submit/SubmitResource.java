package steadfast.order.submit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;
import steadfast.http.Roles;
import steadfast.http.input.IdempotencyKey;
import steadfast.http.input.StorableText;
import steadfast.order.OrderProblem;
import steadfast.order.lifecycle.OrderTerms;
import steadfast.order.store.OrderStoreException;

/** The endpoint for new orders (IETF draft-ietf-httpapi-idempotency-key-header). */
@Path("/v1/orders")
@RolesAllowed(Roles.STOREFRONT)
@Produces(MediaType.APPLICATION_JSON)
public class SubmitResource {

    private static final int MAX_PAYMENT_METHOD_CHARACTERS = 64;

    private final PlaceOrder taking;
    private final SubmitAdmission admission;
    private final StockRetry secondLook;

    SubmitResource(PlaceOrder taking, SubmitAdmission admission, StockRetry secondLook) {
        this.taking = taking;
        this.admission = admission;
        this.secondLook = secondLook;
    }

    /**
     * Places an order; the same request with the same key gets the same response, after a day
     * without the view token.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response submit(
            SubmitRequest request, @Context HttpHeaders headers, @Context SecurityContext caller) {
        String key =
                IdempotencyKey.require(
                        headers.getRequestHeader(IdempotencyKey.HEADER),
                        OrderProblem.IDEMPOTENCY_KEY_MISSING);
        requireInRange(request);
        String storefront = caller.getUserPrincipal().getName();
        SubmittedOrder answer =
                secondLook.whileOutOfStock(
                        () -> admission.run(() -> place(storefront, key, request)));
        return Response.created(URI.create("/v1/orders/" + answer.orderId()))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(answer.body())
                .build();
    }

    private SubmittedOrder place(String storefront, String key, SubmitRequest request) {
        try {
            return taking.place(storefront, key, request);
        } catch (OrderStoreException.Busy e) {
            throw new ProblemException(
                    OrderProblem.IDEMPOTENCY_KEY_IN_FLIGHT,
                    IdempotencyKey.HEADER,
                    OrderProblem.IDEMPOTENCY_KEY_IN_FLIGHT.title());
        }
    }

    private static void requireInRange(SubmitRequest request) {
        if (request.quantity() < 1 || request.quantity() > OrderTerms.MAX_QUANTITY) {
            throw new ProblemException(
                    CommonProblem.INVALID_FIELD,
                    "quantity",
                    new Text(
                            "The quantity must be 1 to " + OrderTerms.MAX_QUANTITY + ".",
                            "数量须为 1 至 " + OrderTerms.MAX_QUANTITY + "。"));
        }
        StorableText.requireLine(
                "paymentMethod", request.paymentMethod(), MAX_PAYMENT_METHOD_CHARACTERS);
        if (request.expectedTotal() != null) {
            var _ = request.expectedTotal().in("expectedTotal", 0, Long.MAX_VALUE);
        }
    }
}
