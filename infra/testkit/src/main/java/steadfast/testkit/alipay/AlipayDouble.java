package steadfast.testkit.alipay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import steadfast.testkit.Silence;

/**
 * A test double of Alipay's open platform for QR codes, at protocol level: RSA2 both ways over the
 * parameters and over the characters of the answer, and its codes and sub-codes.
 */
public final class AlipayDouble implements AutoCloseable {
    /** The one application that it knows. */
    public static final String APP_ID = "2014072300007148";

    /** Who is paid. */
    public static final String SELLER_ID = "2088102146225135";

    /** The merchant's limit, in yuan. */
    private static final BigDecimal LIMIT = new BigDecimal("50000.00");

    private final HttpServer server;
    private final TestKeys ours;
    private final TestKeys merchants;
    private final AlipayBook book = new AlipayBook();
    private final Silence silence = new Silence();
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Starts it on a free port.
     *
     * @param ours signs its answers
     * @param merchants signs the merchant's requests
     */
    public AlipayDouble(TestKeys ours, TestKeys merchants) throws IOException {
        this.ours = ours;
        this.merchants = merchants;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/gateway.do", this::serve);
        server.start();
    }

    /** Scheme, host and port. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns what really happened. */
    public AlipayBook book() {
        return book;
    }

    /** Its outages. */
    public Silence silence() {
        return silence;
    }

    /** The form that it posts to the merchant about a trade that was paid, signed. */
    public String notification(String number, Instant at) {
        AlipayBook.Trade trade = book.find(number);
        if (trade == null || !trade.paid()) {
            throw new IllegalStateException("not paid: " + number);
        }
        return AlipayNotification.signed(AlipayNotification.paid(number, trade.amount(), at), ours);
    }

    /** Returns what Alipay would post if it told this. */
    public String notification(Map<String, String> told) {
        return AlipayNotification.signed(told, ours);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        SortedMap<String, String> parameters = new TreeMap<>();
        put(parameters, exchange.getRequestURI().getRawQuery());
        put(parameters, body);
        if (silence.outlasted()) {
            exchange.close();
            return;
        }
        byte[] answer = answer(parameters).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static void put(Map<String, String> parameters, String form) {
        for (String part : form.split("&", -1)) {
            String[] pair = part.split("=", 2);
            parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
    }

    private String answer(SortedMap<String, String> parameters) throws JsonProcessingException {
        String method = parameters.getOrDefault("method", "");
        String name = method.replace('.', '_') + "_response";
        if (!APP_ID.equals(parameters.get("app_id"))) {
            return "{\"error_response\":"
                    + failed("40002", "isv.invalid-app-id")
                    + "}"; // It knows no key to sign for.
        }
        String signature = parameters.remove("sign");
        if (!"RSA2".equals(parameters.get("sign_type"))
                || signature == null
                || !merchants.verifies(AlipayNotification.content(parameters), signature)) {
            return signed("error_response", failed("40002", "isv.invalid-signature").toString());
        }
        JsonNode content = json.readTree(parameters.get("biz_content"));
        return signed(name, answer(method, content).toString());
    }

    /** An answer with its signature, as a body. */
    public String signed(String name, String node) {
        return "{\"" + name + "\":" + node + ",\"sign\":\"" + ours.sign(node) + "\"}";
    }

    private synchronized ObjectNode answer(String method, JsonNode content) {
        String number = content.get("out_trade_no").textValue();
        return switch (method) {
            case "alipay.trade.precreate" -> precreate(number, content);
            case "alipay.trade.query" -> query(number);
            case "alipay.trade.close" -> close(number);
            case "alipay.trade.refund" -> refund(number, content);
            case "alipay.trade.fastpay.refund.query" -> refundQuery(number, content);
            default -> failed("40001", "isv.invalid-method");
        };
    }

    private ObjectNode precreate(String number, JsonNode content) {
        if (!number.matches("\\w{1,64}")) {
            return failed("40004", "ACQ.INVALID_PARAMETER");
        }
        if (new BigDecimal(content.get("total_amount").textValue()).compareTo(LIMIT) > 0) {
            return failed("40004", "ACQ.TOTAL_FEE_EXCEED")
                    .put("sub_msg", "\u8ba2\u5355\u603b\u91d1\u989d\u8d85\u8fc7\u9650\u989d");
        }
        AlipayBook.Trade trade = book.find(number);
        if (trade != null && trade.isOver()) {
            return failed(
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
                : failed("40004", "ACQ.CONTEXT_INCONSISTENT");
    }

    private ObjectNode query(String number) {
        AlipayBook.Trade trade = book.find(number);
        if (trade == null) {
            return failed("40004", "ACQ.TRADE_NOT_EXIST");
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
            return failed("40004", "ACQ.TRADE_NOT_EXIST");
        }
        book.beforeClose(trade);
        if (!trade.status().equals("WAIT_BUYER_PAY")) {
            return failed("40004", "ACQ.TRADE_STATUS_ERROR");
        }
        trade.close();
        return done(number).put("trade_no", "2026" + number.hashCode());
    }

    private ObjectNode refund(String number, JsonNode content) {
        AlipayBook.Trade trade = book.find(number);
        if (trade == null) {
            return failed("40004", "ACQ.TRADE_NOT_EXIST");
        }
        String request = content.get("out_request_no").textValue();
        boolean known = trade.refunds().contains(request);
        if (!known && trade.status().equals("TRADE_FINISHED")) {
            return failed("40004", "ACQ.TRADE_HAS_FINISHED");
        }
        if (!known && !trade.status().equals("TRADE_SUCCESS")) {
            return failed("40004", "ACQ.TRADE_STATUS_ERROR");
        }
        if (!known) {
            trade.giveBack(request);
        }
        return done(number).put("fund_change", known ? "N" : "Y").put("refund_fee", trade.amount());
    }

    private ObjectNode refundQuery(String number, JsonNode content) {
        AlipayBook.Trade trade = book.find(number);
        if (trade == null) {
            return failed("40004", "ACQ.TRADE_NOT_EXIST");
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

    /** A node of an answer that refuses. */
    public static ObjectNode failed(String code, String subCode) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", code)
                .put("msg", "Failed")
                .put("sub_code", subCode)
                .put("sub_msg", "\u5931\u8d25");
    }

    @Override
    public void close() {
        silence.end();
        server.stop(0);
    }
}
