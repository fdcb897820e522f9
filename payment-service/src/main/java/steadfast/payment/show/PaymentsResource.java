package steadfast.payment.show;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import steadfast.events.OrderId;
import steadfast.http.ProblemException;
import steadfast.http.Roles;
import steadfast.payment.store.PaymentReads;

/** Lists every round of paying for an order, for operators. */
@Path("/v1/payments")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class PaymentsResource {
    private final PaymentReads reads;

    PaymentsResource(PaymentReads reads) {
        this.reads = reads;
    }

    /** The response: the rounds, in order. */
    record Shown(String orderId, List<PaymentResponse> payments) {}

    /** Returns the order's payments. */
    @GET
    @Path("{orderId}")
    @RunOnVirtualThread
    public Shown ofOrder(@PathParam("orderId") String orderId) {
        List<PaymentResponse> rounds =
                parse(orderId).map(reads::ofOrder).orElse(List.of()).stream()
                        .map(PaymentResponse::of)
                        .toList();
        if (rounds.isEmpty()) {
            throw new ProblemException(
                    PaymentProblem.NO_SUCH_ORDER, null, PaymentProblem.NO_SUCH_ORDER.title());
        }
        return new Shown(orderId, rounds);
    }

    private static Optional<OrderId> parse(String text) {
        try {
            return Optional.of(new OrderId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
