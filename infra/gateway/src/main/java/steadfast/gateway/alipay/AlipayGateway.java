package steadfast.gateway.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import steadfast.events.PaymentId;
import steadfast.gateway.ActionLink;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.ActionRequired;
import steadfast.gateway.GatewayAnswer.Cancelled;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.GatewayAnswer.NotFound;
import steadfast.gateway.GatewayAnswer.Refunded;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.GatewayError;
import steadfast.gateway.NotPayable;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.http.Deadline;

/**
 * The gateway for Alipay's QR codes. The trade is created when the buyer scans: until then Alipay
 * knows nothing that could be queried or closed, so a cancel may find nothing, and the deadline in
 * the code is what ends it.
 */
public final class AlipayGateway implements PaymentGateway, AutoCloseable {
    /** A payment in the last second, the difference of clocks, and a margin. */
    private static final Duration VISIBILITY_LAG = Duration.ofMinutes(5);

    private final AlipaySettings settings;
    private final AlipayApi api;
    private final AlipayRefunds refunding;
    private final AlipayNotifications notifications;

    /**
     * Creates a gateway with these settings.
     *
     * @throws IllegalArgumentException if a key is invalid
     */
    public AlipayGateway(AlipaySettings settings, Clock clock) {
        Rsa2 rsa = new Rsa2(settings.privateKey(), settings.alipayPublicKey());
        this.settings = settings;
        this.api = new AlipayApi(settings, rsa, clock);
        this.refunding = new AlipayRefunds(api);
        this.notifications = new AlipayNotifications(settings, rsa);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public GatewayAnswer.OfCharge charge(ChargeRequest request) {
        NotPayable never = AlipayTermRefusals.why(request.amount());
        if (never != null) {
            return Declined.notPayableThisWay(
                    never, GatewayError.of("not-sent", "Alipay takes no " + request.amount()));
        }
        Deadline deadline = Deadline.after(settings.timeouts().charge());
        return switch (api.precreate(request, deadline)) {
            case AlipayReading.Done done -> coded(done.json(), request);
            case AlipayReading.Denied denied ->
                    switch (denied.subCode()) {
                        case "ACQ.TRADE_HAS_SUCCESS", "ACQ.TRADE_HAS_CLOSE" ->
                                alreadyClosed(request, deadline);
                        default -> notCoded(denied, request, deadline);
                    };
            case AlipayReading.Absent absent -> nonsense("a charge answered with not-found");
            case AlipayReading.Nothing nothing -> nothing.answer();
        };
    }

    private GatewayAnswer.OfCharge notCoded(
            AlipayReading.Denied denied, ChargeRequest request, Deadline deadline) {
        NotPayable why = AlipayTermRefusals.why(denied.subCode());
        if (why == null) {
            return otherState("not coded: " + denied.error());
        }
        return switch (close(request.paymentId(), deadline)) {
            case Cancelled closed -> Declined.notPayableThisWay(why, denied.error());
            // No trade, and the code of an earlier call was never shown to anybody.
            case NotFound absent -> Declined.notPayableThisWay(why, denied.error());
            case GatewayAnswer.OfPayment answer -> answer;
        };
    }

    private static GatewayAnswer.OfCharge coded(JsonNode json, ChargeRequest request) {
        try {
            if (!Json.text(json, "out_trade_no").equals(TradeNumber.of(request.paymentId()))) {
                return nonsense("an answer about another trade");
            }
            String code = Json.text(json, "qr_code");
            return ActionLink.isSafe(code)
                    ? new ActionRequired(code, request.payBy())
                    : nonsense("an action that can't be shown");
        } catch (UnreadableAlipayException e) {
            return nonsense(e.complaint());
        }
    }

    private GatewayAnswer.OfCharge alreadyClosed(ChargeRequest request, Deadline deadline) {
        return switch (fetch(request.paymentId(), deadline)) {
            case Captured captured ->
                    captured.amount().equals(request.amount())
                            ? captured
                            : nonsense("an answer about another amount");
            case GatewayAnswer.OfCharge answer -> answer;
            case Refunded refunded -> otherState("charged, but already refunded");
            case GatewayAnswer.PartlyRefunded partly -> otherState("charged, but refunded in part");
            case GatewayAnswer.Disputed disputed -> otherState("charged, but disputed");
            case NotFound notFound -> nonsense("already closed, and not found");
        };
    }

    @Override
    public GatewayAnswer.OfQuery query(PaymentId paymentId) {
        return fetch(paymentId, Deadline.after(settings.timeouts().query()));
    }

    private GatewayAnswer.OfQuery fetch(PaymentId paymentId, Deadline deadline) {
        return switch (api.query(paymentId, deadline)) {
            case AlipayReading.Done done -> answer(done.json(), paymentId);
            case AlipayReading.Absent absent -> new NotFound();
            case AlipayReading.Denied denied -> nonsense("a query denied: " + denied.error());
            case AlipayReading.Nothing nothing -> nothing.answer();
        };
    }

    private static GatewayAnswer.OfQuery answer(JsonNode json, PaymentId paymentId) {
        try {
            return switch (Trade.read(json, paymentId)) {
                case Trade.Waiting waiting -> new Unknown(Unknown.Cause.PENDING, "pending");
                case Trade.Paid paid -> new Captured(paid.amount(), paid.at());
                case Trade.PaidBack paidBack -> new Refunded(paidBack.amount());
                case Trade.Closed closed -> new Cancelled();
            };
        } catch (UnreadableAlipayException e) {
            return nonsense(e.complaint());
        }
    }

    /** Denied if the trade isn't waiting: then it is queried. */
    @Override
    public GatewayAnswer.OfCancel cancel(ChargeRequest request) {
        return close(request.paymentId(), Deadline.after(settings.timeouts().cancel()));
    }

    private GatewayAnswer.OfCancel close(PaymentId paymentId, Deadline deadline) {
        return switch (api.close(paymentId, deadline)) {
            case AlipayReading.Done done -> closed(done.json(), paymentId);
            case AlipayReading.Absent absent -> new NotFound();
            case AlipayReading.Denied denied ->
                    fetch(paymentId, deadline) instanceof GatewayAnswer.OfCancel answer
                            ? answer
                            : otherState("not closed: " + denied.error());
            case AlipayReading.Nothing nothing -> nothing.answer();
        };
    }

    private static GatewayAnswer.OfCancel closed(JsonNode json, PaymentId paymentId) {
        try {
            return Json.text(json, "out_trade_no").equals(TradeNumber.of(paymentId))
                    ? new Cancelled()
                    : nonsense("an answer about another trade");
        } catch (UnreadableAlipayException e) {
            return nonsense(e.complaint());
        }
    }

    @Override
    public GatewayAnswer.OfRefund refund(RefundRequest request) {
        return refunding.refund(request, Deadline.after(settings.timeouts().refund()));
    }

    @Override
    public Duration visibilityLag() {
        return VISIBILITY_LAG;
    }

    /** A paid trade looks the same after a partial refund, which only its notification shows. */
    @Override
    public boolean showsPartRefunds() {
        return false;
    }

    @Override
    public CallbackReading readCallback(CallbackRequest request, Instant now) {
        return notifications.read(request, now);
    }

    /** Exactly this text, or Alipay repeats the notification for 25 hours. */
    @Override
    public String callbackAcknowledgement() {
        return "success";
    }

    static Unknown nonsense(String detail) {
        return new Unknown(Unknown.Cause.NONSENSE, detail);
    }

    private static Unknown otherState(String what) {
        return new Unknown(Unknown.Cause.OTHER_STATE, what);
    }

    /** Aborts calls that are still running. */
    @Override
    public void close() {
        api.close();
    }
}
