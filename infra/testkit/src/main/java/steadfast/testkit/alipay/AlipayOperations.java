package steadfast.testkit.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/**
 * Carries out the methods of Alipay's API on the book, once {@link AlipayDouble} has verified the
 * signature.
 */
final class AlipayOperations {
    /** The merchant's limit, in yuan. */
    private static final BigDecimal LIMIT = new BigDecimal("50000.00");

    private final AlipayBook book;

    AlipayOperations(AlipayBook book) {
        this.book = book;
    }

    /** Returns the node that answers this method with this content. */
    synchronized ObjectNode answer(String method, JsonNode content) {
        String number = content.get("out_trade_no").textValue();
        return switch (method) {
            case "alipay.trade.precreate" -> precreate(number, content);
            case "alipay.trade.query" -> query(number);
            case "alipay.trade.close" -> close(number);
            case "alipay.trade.refund" -> refund(number, content);
            case "alipay.trade.fastpay.refund.query" -> refundQuery(number, content);
            default -> AlipayDouble.failed("40001", "isv.invalid-method");
        };
    }

    private ObjectNode precreate(String number, JsonNode content) {
        if (!number.matches("\\w{1,64}")) {
            return AlipayDouble.failed("40004", "ACQ.INVALID_PARAMETER");
        }
        if (new BigDecimal(content.get("total_amount").textValue()).compareTo(LIMIT) > 0) {
            return AlipayDouble.failed("40004", "ACQ.TOTAL_FEE_EXCEED")
                    .put("sub_msg", "\u8ba2\u5355\u603b\u91d1\u989d\u8d85\u8fc7\u9650\u989d");
        }
        AlipayBook.Trade trade = book.find(number);
        if (trade != null && trade.isOver()) {
            return AlipayDouble.failed(
                    "40004",
                    trade.status().equals("TRADE_CLOSED")
                            ? "ACQ.TRADE_HAS_CLOSE"
                            : "ACQ.TRADE_HAS_SUCCESS");
        }
        return book.code(
                        number,
                        content.get("total_amount").textValue(),
                        content.get("time_expire").textValue())
                ? done(number).put("qr_code", "https://qr.alipay.example/" + number)
                : AlipayDouble.failed("40004", "ACQ.CONTEXT_INCONSISTENT");
    }

    private ObjectNode query(String number) {
        AlipayBook.Trade trade = book.find(number);
        if (trade == null) {
            return AlipayDouble.failed("40004", "ACQ.TRADE_NOT_EXIST");
        }
        ObjectNode answer =
                done(number)
                        .put("trade_no", "2026" + number.hashCode())
                        .put("trade_status", trade.status())
                        .put("total_amount", trade.amount());
        if (trade.paid()) {
            answer.put("send_pay_date", "2026-03-01 19:59:00");
        }
        return answer;
    }

    private ObjectNode close(String number) {
        AlipayBook.Trade trade = book.find(number);
        if (trade == null) {
            return AlipayDouble.failed("40004", "ACQ.TRADE_NOT_EXIST");
        }
        book.beforeClose(trade);
        if (!trade.status().equals("WAIT_BUYER_PAY")) {
            return AlipayDouble.failed("40004", "ACQ.TRADE_STATUS_ERROR");
        }
        trade.close();
        return done(number).put("trade_no", "2026" + number.hashCode());
    }

    private ObjectNode refund(String number, JsonNode content) {
        AlipayBook.Trade trade = book.find(number);
        if (trade == null) {
            return AlipayDouble.failed("40004", "ACQ.TRADE_NOT_EXIST");
        }
        String request = content.get("out_request_no").textValue();
        boolean known = trade.refunds().contains(request);
        if (!known && trade.status().equals("TRADE_FINISHED")) {
            return AlipayDouble.failed("40004", "ACQ.TRADE_HAS_FINISHED");
        }
        if (!known && !trade.status().equals("TRADE_SUCCESS")) {
            return AlipayDouble.failed("40004", "ACQ.TRADE_STATUS_ERROR");
        }
        if (!known) {
            trade.giveBack(request);
        }
        return done(number).put("fund_change", known ? "N" : "Y").put("refund_fee", trade.amount());
    }

    private ObjectNode refundQuery(String number, JsonNode content) {
        AlipayBook.Trade trade = book.find(number);
        if (trade == null) {
            return AlipayDouble.failed("40004", "ACQ.TRADE_NOT_EXIST");
        }
        String request = content.get("out_request_no").textValue();
        ObjectNode answer = done(number);
        return trade.refunds().contains(request)
                ? answer.put("out_request_no", request)
                        .put("refund_amount", trade.amount())
                        .put("refund_status", "REFUND_SUCCESS")
                : answer;
    }

    private static ObjectNode done(String number) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", "10000")
                .put("msg", "Success")
                .put("out_trade_no", number);
    }
}
