package steadfast.payment.gatewaycall;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import steadfast.events.DeclineKind;
import steadfast.events.PaymentId;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.RefundRequest;

/** Times every call: {@code gateway_calls_seconds} by gateway, operation and kind of answer. */
final class MeteredGateway implements PaymentGateway {
    private static final String THREW = "threw";

    private final PaymentGateway gateway;
    private final MeterRegistry meters;

    MeteredGateway(PaymentGateway gateway, MeterRegistry meters) {
        this.gateway = gateway;
        this.meters = meters;
    }

    @Override
    public String name() {
        return gateway.name();
    }

    @Override
    public GatewayAnswer.OfCharge charge(ChargeRequest request) {
        return timed("charge", () -> gateway.charge(request));
    }

    @Override
    public GatewayAnswer.OfQuery query(PaymentId paymentId) {
        return timed("query", () -> gateway.query(paymentId));
    }

    @Override
    public GatewayAnswer.OfCancel cancel(ChargeRequest request) {
        return timed("cancel", () -> gateway.cancel(request));
    }

    @Override
    public GatewayAnswer.OfRefund refund(RefundRequest request) {
        return timed("refund", () -> gateway.refund(request));
    }

    @Override
    public Duration visibilityLag() {
        return gateway.visibilityLag();
    }

    @Override
    public boolean showsPartRefunds() {
        return gateway.showsPartRefunds();
    }

    @Override
    public CallbackReading readCallback(CallbackRequest request, Instant now) {
        return gateway.readCallback(request, now);
    }

    @Override
    public String callbackAcknowledgement() {
        return gateway.callbackAcknowledgement();
    }

    private <A extends GatewayAnswer> A timed(String operation, Supplier<A> call) {
        Timer.Sample sample = Timer.start(meters);
        String kind = THREW;
        try {
            A answer = call.get();
            kind = kind(answer);
            return answer;
        } finally {
            sample.stop(
                    Timer.builder("gateway.calls")
                            .description("Calls to the payment gateway by kind of answer")
                            .tag("gateway", gateway.name())
                            .tag("operation", operation)
                            .tag("answer", kind)
                            .register(meters));
        }
    }

    private static String kind(GatewayAnswer answer) {
        return switch (answer) {
            case GatewayAnswer.Captured a -> "captured";
            case GatewayAnswer.Declined a ->
                    a.kind() == DeclineKind.NOT_PAYABLE_THIS_WAY ? "not-payable" : "declined";
            case GatewayAnswer.ActionRequired a -> "action-required";
            case GatewayAnswer.Cancelled a -> "cancelled";
            case GatewayAnswer.Refunded a -> "refunded";
            case GatewayAnswer.PartlyRefunded a -> "partly-refunded";
            case GatewayAnswer.Disputed a -> "disputed";
            case GatewayAnswer.RefundRefused a -> "refund-refused";
            case GatewayAnswer.NotFound a -> "not-found";
            case GatewayAnswer.Unknown a -> "unknown";
            case GatewayAnswer.Refused a -> "refused";
            case GatewayAnswer.Misconfigured a -> "misconfigured";
        };
    }
}
