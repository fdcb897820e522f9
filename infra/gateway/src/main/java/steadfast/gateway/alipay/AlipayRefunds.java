package steadfast.gateway.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.NotFound;
import steadfast.gateway.GatewayAnswer.RefundRefused;
import steadfast.gateway.GatewayAnswer.Refunded;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.http.Deadline;

/**
 * Refunds money. Alipay's "success" only means that it accepted the request: {@code fund_change=Y}
 * means that this call moved money; otherwise the refund is queried by its number.
 */
final class AlipayRefunds {
    private final AlipayApi api;

    AlipayRefunds(AlipayApi api) {
        this.api = api;
    }

    GatewayAnswer.OfRefund refund(RefundRequest request, Deadline deadline) {
        return switch (api.refund(request, deadline)) {
            case AlipayReading.Done done -> taken(done.json(), request, deadline);
            case AlipayReading.Denied denied -> denied(denied, request, deadline);
            case AlipayReading.Absent absent -> new NotFound();
            case AlipayReading.Nothing nothing -> nothing.answer();
        };
    }

    private GatewayAnswer.OfRefund taken(JsonNode json, RefundRequest request, Deadline deadline) {
        try {
            if (!Json.text(json, "out_trade_no").equals(TradeNumber.of(request.paymentId()))) {
                return AlipayGateway.nonsense("an answer about another trade");
            }
            if (!Json.text(json, "fund_change").equals("Y")) {
                return asked(request, deadline);
            }
            // All refunds of the trade so far: less than ours is not what we requested.
            return Yuan.read(Json.text(json, "refund_fee")).amountMinor()
                            >= request.amount().amountMinor()
                    ? new Refunded(request.amount())
                    : AlipayGateway.nonsense("the answer speaks of another amount");
        } catch (UnreadableAlipayException e) {
            return AlipayGateway.nonsense(e.complaint());
        }
    }

    /** A refund that was made long ago is also denied once it has closed the trade. */
    private GatewayAnswer.OfRefund denied(
            AlipayReading.Denied denied, RefundRequest request, Deadline deadline) {
        return switch (asked(request, deadline)) {
            case Refunded refunded -> refunded;
            case Unknown unknown when unknown.cause() == Unknown.Cause.PENDING ->
                    new RefundRefused(denied.subCode(), denied.error());
            case NotFound notFound -> new RefundRefused(denied.subCode(), denied.error());
            case GatewayAnswer.OfRefund answer -> answer;
        };
    }

    private GatewayAnswer.OfRefund asked(RefundRequest request, Deadline deadline) {
        return switch (api.refundQuery(request, deadline)) {
            case AlipayReading.Done done -> found(done.json(), request);
            case AlipayReading.Absent absent -> new NotFound();
            case AlipayReading.Denied denied ->
                    AlipayGateway.nonsense("a refund query denied: " + denied.error());
            case AlipayReading.Nothing nothing ->
                    nothing.answer() instanceof GatewayAnswer.Refused refused
                            ? new Unknown(Unknown.Cause.BUSY, refused.detail())
                            : nothing.answer();
        };
    }

    private static GatewayAnswer.OfRefund found(JsonNode json, RefundRequest request) {
        try {
            // Without a status the refund does not exist, or not yet.
            if (!json.path("refund_status").asText("").equals("REFUND_SUCCESS")) {
                return new Unknown(Unknown.Cause.PENDING, "no refund yet");
            }
            if (!Json.text(json, "out_request_no").equals(TradeNumber.of(request))) {
                return AlipayGateway.nonsense("an answer about another refund");
            }
            return Yuan.read(Json.text(json, "refund_amount")).equals(request.amount())
                    ? new Refunded(request.amount())
                    : AlipayGateway.nonsense("the answer speaks of another amount");
        } catch (UnreadableAlipayException e) {
            return AlipayGateway.nonsense(e.complaint());
        }
    }
}
