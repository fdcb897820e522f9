package steadfast.gateway.alipay;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.CallTimeouts;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.contract.Bench;
import steadfast.gateway.contract.TroubledProxy;

/** Alipay's signatures against the double. */
final class AlipayBench implements Bench {
    static final String SELLER = "2088102146225135";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Made once: that takes a while. */
    private static final TestKeys THEIRS = TestKeys.generate();

    private static final TestKeys MERCHANTS = TestKeys.generate();
    private static final TestKeys STRANGERS = TestKeys.generate();
    private final AlipayDouble alipay = new AlipayDouble(THEIRS, MERCHANTS);
    private final TroubledProxy proxy = new TroubledProxy(alipay.address());
    private final AlipayGateway gateway = gateway(AlipayDouble.APP_ID, MERCHANTS);
    private final AlipayGateway wrong = gateway(AlipayDouble.APP_ID, STRANGERS);

    AlipayBench() throws IOException {}

    AlipayGateway gateway(String appId, TestKeys keys) {
        return new AlipayGateway(settings(appId, keys), Clock.systemUTC());
    }

    AlipaySettings settings(String appId, TestKeys keys) {
        return new AlipaySettings(
                "alipay",
                proxy.address().resolve("/gateway.do"),
                appId,
                SELLER,
                keys.privateKey(),
                THEIRS.publicKey(),
                URI.create("https://shop.example/callbacks/alipay?a=b"),
                "\u70b9\u5361",
                new CallTimeouts(TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT));
    }

    AlipayDouble alipay() {
        return alipay;
    }

    TestKeys theirs() {
        return THEIRS;
    }

    TestKeys merchants() {
        return MERCHANTS;
    }

    @Override
    public PaymentGateway gateway() {
        return gateway;
    }

    @Override
    public PaymentGateway withWrongCredential() {
        return wrong;
    }

    @Override
    public ChargeRequest payable(PaymentId paymentId, Money amount) {
        return new ChargeRequest(paymentId, amount, "qr", Instant.parse("2100-01-01T00:00:00Z"));
    }

    /** A buyer whose bank says no may try again until the code expires. */
    @Override
    public Optional<ChargeRequest> refused(PaymentId paymentId, Money amount) {
        return Optional.empty();
    }

    @Override
    public void buyerPays(PaymentId paymentId) {
        alipay.book().scan(TradeNumber.of(paymentId)).pay();
    }

    @Override
    public ChargeRequest overtakingItsCancel(PaymentId paymentId, Money amount) {
        ChargeRequest request = payable(paymentId, amount);
        gateway.charge(request);
        var _ = alipay.book().scan(TradeNumber.of(paymentId));
        alipay.book().onNextClose(AlipayBook.Trade::pay);
        return request;
    }

    @Override
    public long captures(PaymentId paymentId) {
        return alipay.book().captures(TradeNumber.of(paymentId));
    }

    @Override
    public long refunds(PaymentId paymentId) {
        return alipay.book().refunds(TradeNumber.of(paymentId));
    }

    @Override
    public TroubledProxy proxy() {
        return proxy;
    }

    @Override
    public boolean takesMoney(String firstLine) {
        return firstLine.contains("alipay.trade.precreate");
    }

    @Override
    public String systemBusy() {
        return said(AlipayDouble.failed("20000", "isp.unknow-error").toString());
    }

    /** This answer to a precreate, signed, on the wire. */
    String said(String node) {
        String body = alipay.signed("alipay_trade_precreate_response", node);
        return "HTTP/1.1 200 OK\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\nConnection: close\r\n\r\n"
                + body;
    }

    @Override
    public CallbackRequest callback(
            PaymentId paymentId, Money amount, Instant at, boolean rightKey) {
        return notification(told(paymentId, amount, at), rightKey ? THEIRS : STRANGERS);
    }

    Map<String, String> told(PaymentId paymentId, Money amount, Instant at) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("gmt_payment", "2026-03-01 19:59:00");
        told.put("notify_time", ChinaTime.write(at));
        told.put("notify_type", "trade_status_sync");
        told.put("notify_id", "ac05099524730693a8b330c5ecf72da9786");
        told.put("app_id", AlipayDouble.APP_ID);
        told.put("charset", "utf-8");
        told.put("version", "1.0");
        told.put("trade_no", "2026030121001004330000121536");
        told.put("out_trade_no", TradeNumber.of(paymentId));
        told.put("seller_id", SELLER);
        told.put("trade_status", "TRADE_SUCCESS");
        told.put("total_amount", written(amount));
        told.put("subject", "\u70b9\u5361 & more");
        return told;
    }

    CallbackRequest notification(Map<String, String> told, TestKeys keys) {
        String content =
                new TreeMap<>(told)
                        .entrySet().stream()
                                .map(one -> one.getKey() + "=" + one.getValue())
                                .collect(Collectors.joining("&"));
        Map<String, String> signed = new LinkedHashMap<>(told);
        signed.put("sign_type", "RSA2");
        signed.put("sign", keys.sign(content));
        return form(signed);
    }

    static CallbackRequest form(Map<String, String> parameters) {
        String body =
                parameters.entrySet().stream()
                        .map(one ->
                                one.getKey()
                                        + "="
                                        + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return new CallbackRequest(Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public CallbackRequest unsigned(CallbackRequest signed) {
        String body = new String(signed.body(), StandardCharsets.UTF_8);
        return new CallbackRequest(
                Map.of(), body.replaceFirst("&sign=[^&]*", "").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String written(Money amount) {
        return Yuan.write(amount);
    }

    @Override
    public boolean leavesTombstones() {
        return false;
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        wrong.close();
        proxy.close();
        alipay.close();
    }
}
