package steadfast.testkit.alipay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
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

    /** The seller, who is paid. */
    public static final String SELLER_ID = "2088102146225135";

    private final HttpServer server;
    private final TestKeys ours;
    private final TestKeys merchants;
    private final AlipayBook book = new AlipayBook();
    private final AlipayOperations operations = new AlipayOperations(book);
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

    /** Returns the address: scheme, host and port. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns the book of what really happened. */
    public AlipayBook book() {
        return book;
    }

    /** Returns the switch for outages. */
    public Silence silence() {
        return silence;
    }

    /** Returns the signed form that it posts to the merchant about a trade that was paid. */
    public String notification(String number, Instant at) {
        AlipayBook.Trade trade = book.find(number);
        if (trade == null || !trade.paid()) {
            throw new IllegalStateException("not paid: " + number);
        }
        return AlipayNotification.signed(AlipayNotification.paid(number, trade.amount(), at), ours);
    }

    /** Returns the signed form for these parameters, true or not. */
    public String notification(Map<String, String> parameters) {
        return AlipayNotification.signed(parameters, ours);
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
        return signed(name, operations.answer(method, content).toString());
    }

    /** Returns the body of an answer with its signature. */
    public String signed(String name, String node) {
        return "{\"" + name + "\":" + node + ",\"sign\":\"" + ours.sign(node) + "\"}";
    }

    /** Returns the node of an answer that refuses. */
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
