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
import java.util.List;
import org.jspecify.annotations.Nullable;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;
import steadfast.http.Roles;
import steadfast.order.OrderProblem;
import steadfast.order.lifecycle.OrderTerms;
import steadfast.order.store.IdempotencyKeys.Kept;
import steadfast.order.store.StoreException;

/** The storefront's door for new orders (IETF draft-ietf-httpapi-idempotency-key-header). */
@Path("/v1/orders")
@RolesAllowed(Roles.STOREFRONT)
@Produces(MediaType.APPLICATION_JSON)
public class SubmitResource {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final int MAX_KEY_CHARACTERS = 255;
    private static final int MAX_PAYMENT_METHOD_CHARACTERS = 64;

    private final OrderTaking taking;
    private final Admission admission;

    SubmitResource(OrderTaking taking, Admission admission) {
        this.taking = taking;
        this.admission = admission;
    }

    /** Takes an order; the same request with the same key gets the same answer. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response submit(
            SubmitRequest request, @Context HttpHeaders headers, @Context SecurityContext caller) {
        String key = key(headers.getRequestHeader(IDEMPOTENCY_KEY));
        requireInRange(request);
        String storefront = caller.getUserPrincipal().getName();
        Kept answer = admission.inTurn(() -> take(storefront, key, request));
        return Response.created(URI.create("/v1/orders/" + answer.orderId()))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(answer.answer())
                .build();
    }

    private Kept take(String storefront, String key, SubmitRequest request) {
        try {
            return taking.take(storefront, key, request);
        } catch (StoreException.Busy e) {
            throw new ProblemException(
                    OrderProblem.IDEMPOTENCY_KEY_IN_FLIGHT,
                    IDEMPOTENCY_KEY,
                    OrderProblem.IDEMPOTENCY_KEY_IN_FLIGHT.title());
        }
    }

    private static String key(@Nullable List<String> sent) {
        if (sent == null || sent.size() != 1) {
            throw unusable("Send exactly one key.", "请发送且仅发送一个幂等键。");
        }
        String key = sent.getFirst();
        if (key.isBlank() || key.length() > MAX_KEY_CHARACTERS) {
            throw unusable(
                    "The key must have 1 to " + MAX_KEY_CHARACTERS + " characters.",
                    "幂等键长度须为 1 至 " + MAX_KEY_CHARACTERS + " 个字符。");
        }
        return key;
    }

    private static ProblemException unusable(String english, String chinese) {
        return new ProblemException(
                OrderProblem.IDEMPOTENCY_KEY_MISSING, IDEMPOTENCY_KEY, new Text(english, chinese));
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
        if (request.paymentMethod().length() > MAX_PAYMENT_METHOD_CHARACTERS) {
            throw new ProblemException(
                    CommonProblem.INVALID_FIELD,
                    "paymentMethod",
                    new Text("The payment method's name is too long.", "支付方式名称过长。"));
        }
    }
}
