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
import steadfast.payment.exchange.Gateways;

/** The door for gateways: open to everybody, since a callback's signature is its key. */
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

    /** Takes one callback; 200 says that it is kept, or known already. */
    @POST
    @Path("{gateway}")
    @PermitAll
    @RunOnVirtualThread
    @Operation(
            summary = "A payment gateway tells of a change",
            description =
                    "For payment gateways, not for storefronts. Open: the callback's own signature"
                            + " over the raw body is the key. What it claims moves nothing by itself;"
                            + " the gateway is asked. 200 comes after the claim is kept for good, and"
                            + " again for each repetition; its text is the one that the gateway wants."
                            + " After 503 the gateway is to send it again.")
    @RequestBody(
            description = "As the gateway's API defines it, at most 64 KiB",
            required = true,
            content = @Content(mediaType = "*/*", schema = @Schema(format = "binary")))
    @APIResponse(
            responseCode = "200",
            description = "Taken, or known already, or nothing that is acted on",
            content = @Content(mediaType = "text/plain"))
    @APIResponse(responseCode = "400", description = "It could not be read")
    @APIResponse(responseCode = "401", description = "Not signed as this gateway signs, or stale")
    @APIResponse(responseCode = "403", description = "For another merchant")
    @APIResponse(responseCode = "404", description = "No such gateway")
    @APIResponse(responseCode = "413", description = "Too large")
    @APIResponse(
            responseCode = "422",
            description = "Over another amount or currency than the payment, or not its gateway's")
    @APIResponse(responseCode = "503", description = "Nothing kept: send it again")
    public Response take(
            @Parameter(description = "The gateway's configured name") @PathParam("gateway")
                    String name,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE)
                    @Nullable String acceptLanguage,
            @Context RoutingContext context) {
        Optional<PaymentGateway> found = gateways.find(name);
        CallbackRequest request = CallbackBodies.request(context);
        if (found.isEmpty() || request == null) {
            // Without a request the path is one that only looks like ours.
            watch.saw(null, CallbackOutcome.UNKNOWN_GATEWAY, "");
            return answers.answer(CallbackOutcome.UNKNOWN_GATEWAY, "", acceptLanguage);
        }
        PaymentGateway gateway = found.get();
        return answers.answer(
                receive.receive(gateway, request),
                gateway.callbackAcknowledgement(),
                acceptLanguage);
    }
}
