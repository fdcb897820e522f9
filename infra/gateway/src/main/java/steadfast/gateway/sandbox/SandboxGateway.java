package steadfast.gateway.sandbox;

import static steadfast.gateway.sandbox.SandboxAnswers.nonsense;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.CallTimeouts;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.Cancelled;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.GatewayAnswer.NotFound;
import steadfast.gateway.GatewayAnswer.RefundRefused;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.http.Deadline;

/**
 * The sandbox gateway over HTTP. Only a complete, well-formed answer about the requested payment
 * and amount is definite; everything else is {@link Unknown}.
 */
public final class SandboxGateway implements PaymentGateway, AutoCloseable {
    private static final Duration VISIBILITY_LAG = Duration.ofMinutes(1);

    private final String name;
    private final CallTimeouts timeouts;
    private final SandboxHttp http;
    private final ReplyReader replies = new ReplyReader();
    private final SandboxCallbacks callbacks;

    /**
     * A gateway of this name.
     *
     * @param base scheme, host and port; the paths are the API's
     */
    public SandboxGateway(
            String name, URI base, String apiKey, CallTimeouts timeouts, SandboxMerchant merchant) {
        this.name = name;
        this.timeouts = timeouts;
        this.callbacks = new SandboxCallbacks(merchant);
        this.http = new SandboxHttp(base, apiKey, timeouts.connect());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public GatewayAnswer.OfCharge charge(ChargeRequest request) {
        String body =
                withAmount(request.amount())
                        .put("paymentId", request.paymentId().toString())
                        .put("paymentMethod", request.paymentMethod())
                        .put("payBy", request.payBy().toString())
                        .toString();
        Deadline deadline = Deadline.after(timeouts.charge());
        return switch (replies.read(http.post("/v1/payments", body, deadline))) {
            case SandboxReading.Document document ->
                    SandboxAnswers.charged(document.json(), request);
            case SandboxReading.Absent absent -> nonsense("a charge answered with not-found");
            case SandboxReading.RefundDenied denied -> nonsense("a charge answered as a refund");
            case SandboxReading.NotPayableThisWay not -> notPayable(not, request, deadline);
            case SandboxReading.NotTaken notTaken -> notTaken.refusal();
            case SandboxReading.Rejected rejected -> rejected.answer();
            case SandboxReading.Ambiguous ambiguous -> ambiguous.unknown();
        };
    }

    /** An earlier call with the same key may still be in transit: the tombstone stops it. */
    private GatewayAnswer.OfCharge notPayable(
            SandboxReading.NotPayableThisWay not, ChargeRequest request, Deadline deadline) {
        return switch (cancel(request, deadline)) {
            case Cancelled cancelled -> Declined.notPayableThisWay(not.why(), not.error());
            case GatewayAnswer.OfPayment answer -> answer;
            case NotFound notFound -> nonsense("a cancel answered with not-found");
        };
    }

    @Override
    public GatewayAnswer.OfQuery query(PaymentId paymentId) {
        return switch (replies.read(
                http.get("/v1/payments/" + paymentId, Deadline.after(timeouts.query())))) {
            case SandboxReading.Document document ->
                    SandboxAnswers.queried(document.json(), paymentId);
            case SandboxReading.Absent absent -> new NotFound();
            case SandboxReading.RefundDenied denied -> nonsense("a query answered as a refund");
            case SandboxReading.NotPayableThisWay not -> nonsense("a query answered as a charge");
            case SandboxReading.NotTaken notTaken -> notTaken.refusal();
            case SandboxReading.Rejected rejected -> rejected.answer();
            case SandboxReading.Ambiguous ambiguous -> ambiguous.unknown();
        };
    }

    @Override
    public GatewayAnswer.OfCancel cancel(ChargeRequest request) {
        return cancel(request, Deadline.after(timeouts.cancel()));
    }

    private GatewayAnswer.OfCancel cancel(ChargeRequest request, Deadline deadline) {
        String path = "/v1/payments/" + request.paymentId() + "/cancel";
        return switch (replies.read(http.post(path, "{}", deadline))) {
            case SandboxReading.Document document ->
                    SandboxAnswers.cancelled(document.json(), request.paymentId());
            case SandboxReading.Absent absent -> nonsense("a cancel answered with not-found");
            case SandboxReading.RefundDenied denied -> nonsense("a cancel answered as a refund");
            case SandboxReading.NotPayableThisWay not -> nonsense("a cancel answered as a charge");
            case SandboxReading.NotTaken notTaken -> notTaken.refusal();
            case SandboxReading.Rejected rejected -> rejected.answer();
            case SandboxReading.Ambiguous ambiguous -> ambiguous.unknown();
        };
    }

    @Override
    public GatewayAnswer.OfRefund refund(RefundRequest request) {
        String path = "/v1/payments/" + request.paymentId() + "/refunds";
        String body =
                withAmount(request.amount())
                        .put("key", request.idempotencyKey())
                        .put("reason", request.reason())
                        .toString();
        return switch (replies.read(http.post(path, body, Deadline.after(timeouts.refund())))) {
            case SandboxReading.Document document ->
                    SandboxAnswers.refunded(document.json(), request);
            case SandboxReading.Absent absent -> new NotFound();
            case SandboxReading.RefundDenied denied ->
                    new RefundRefused(denied.reason(), denied.error());
            case SandboxReading.NotPayableThisWay not -> nonsense("a refund answered as a charge");
            case SandboxReading.NotTaken notTaken -> notTaken.refusal();
            case SandboxReading.Rejected rejected -> rejected.answer();
            case SandboxReading.Ambiguous ambiguous -> ambiguous.unknown();
        };
    }

    /** The sandbox answers a query from its latest state, unless a lag is configured. */
    @Override
    public Duration visibilityLag() {
        return VISIBILITY_LAG;
    }

    @Override
    public CallbackReading readCallback(CallbackRequest request, Instant now) {
        return callbacks.read(request, now);
    }

    @Override
    public String callbackAcknowledgement() {
        return "";
    }

    private static ObjectNode withAmount(Money amount) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("amountMinor", amount.amountMinor())
                .put("currency", amount.currency());
    }

    /** Aborts calls that are still running. */
    @Override
    public void close() {
        http.close();
    }
}
