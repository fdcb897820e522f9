package steadfast.payment.callback;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.PaymentGateway;
import steadfast.payment.gatewaycall.Gateways;

/**
 * The endpoint for gateways: open to everybody, since a callback is authenticated by its signature.
 */
@Path(CallbackBodies.PATH)
public class CallbacksResource {
    private final Gateways gateways;
    private final ReceiveCallbacks receive;
    private final CallbackAnswers answers;
    private final CallbackMetrics watch;

    CallbacksResource(
            Gateways gateways,
            ReceiveCallbacks receive,
            CallbackAnswers answers,
            CallbackMetrics watch) {
        this.gateways = gateways;
        this.receive = receive;
        this.answers = answers;
        this.watch = watch;
    }

    /** Accepts one callback; 200 means that it is stored, or already known. */
    @POST
    @Path("{gateway}")
    @PermitAll
    @RunOnVirtualThread
    @Operation(
            summary = "Receives a callback from a payment gateway",
            description =
                    "For payment gateways, not for storefronts. It needs no access key: the"
                            + " callback's signature over the raw body authenticates it. A"
                            + " callback changes nothing by itself: the gateway is queried"
                            + " first. 200 means that the claim is stored; each repetition gets"
                            + " 200 again; the text is what the gateway expects. After 503 the"
                            + " gateway should send the callback again.")
    @RequestBody(
            description = "As the gateway's API defines it, at most 64 KiB",
            required = true,
            content = @Content(mediaType = "*/*", schema = @Schema(format = "binary")))
    @APIResponse(
            responseCode = "200",
            description = "Accepted, already known, or not relevant",
            content = @Content(mediaType = "text/plain"))
    @APIResponse(responseCode = "400", description = "Malformed callback")
    @APIResponse(responseCode = "401", description = "Invalid or stale signature")
    @APIResponse(responseCode = "403", description = "For another merchant")
    @APIResponse(responseCode = "404", description = "No such gateway")
    @APIResponse(responseCode = "413", description = "Too large")
    @APIResponse(
            responseCode = "422",
            description = "Amount, currency or gateway differs from the payment's")
    @APIResponse(responseCode = "503", description = "Nothing stored: send it again")
    public Response take(
            @Parameter(description = "The gateway's configured name") @PathParam("gateway")
                    String name,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE)
                    @Nullable String acceptLanguage,
            @Context RoutingContext context) {
        Optional<PaymentGateway> found = gateways.find(name);
        CallbackRequest request = CallbackBodies.request(context);
        if (found.isEmpty() || request == null) {
            // Without a request the path only looks like ours.
            watch.record(null, CallbackOutcome.UNKNOWN_GATEWAY, "");
            return answers.answer(CallbackOutcome.UNKNOWN_GATEWAY, "", acceptLanguage);
        }
        PaymentGateway gateway = found.get();
        return answers.answer(
                receive.receive(gateway, request),
                gateway.callbackAcknowledgement(),
                acceptLanguage);
    }
}
