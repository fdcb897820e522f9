package steadfast.gateway.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.PaymentId;

/** A trade, as shown by a query. */
sealed interface Trade {
    /** The buyer has scanned, and may still pay. */
    record Waiting() implements Trade {}

    /** Paid. */
    record Paid(Money amount, Instant at) implements Trade {}

    /** Paid and fully refunded, which also closes a trade. */
    record PaidBack(Money amount) implements Trade {}

    /** Closed unpaid. */
    record Closed() implements Trade {}

    static Trade read(JsonNode json, PaymentId paymentId) throws UnreadableAlipayException {
        if (!Json.text(json, "out_trade_no").equals(TradeNumber.of(paymentId))) {
            throw new UnreadableAlipayException("an answer about another trade");
        }
        return switch (Json.text(json, "trade_status")) {
            case "WAIT_BUYER_PAY" -> new Waiting();
            // Also captured, but it can't be refunded any more.
            case "TRADE_SUCCESS", "TRADE_FINISHED" ->
                    new Paid(amount(json), ChinaTime.read(Json.text(json, "send_pay_date")));
            case "TRADE_CLOSED" -> paidAt(json) == null ? new Closed() : new PaidBack(amount(json));
            default -> throw new UnreadableAlipayException("an unknown trade status");
        };
    }

    private static @Nullable Instant paidAt(JsonNode json) throws UnreadableAlipayException {
        // Some senders write a missing value as an empty text.
        return !json.path("send_pay_date").asText("").isBlank()
                ? ChinaTime.read(Json.text(json, "send_pay_date"))
                : null;
    }

    private static Money amount(JsonNode json) throws UnreadableAlipayException {
        String currency = json.path("trans_currency").asText("");
        if (!currency.isBlank() && !currency.equals(Yuan.CURRENCY)) {
            throw new UnreadableAlipayException("an amount in another currency");
        }
        return Yuan.read(Json.text(json, "total_amount"));
    }
}
