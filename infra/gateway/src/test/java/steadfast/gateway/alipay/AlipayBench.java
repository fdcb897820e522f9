package steadfast.gateway.alipay;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.CallTimeouts;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.NotPayable;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.contract.Bench;
import steadfast.gateway.contract.TroubledProxy;
import steadfast.testkit.alipay.AlipayBook;
import steadfast.testkit.alipay.AlipayDouble;
import steadfast.testkit.alipay.AlipayNotification;
import steadfast.testkit.alipay.TestKeys;

/** Alipay's signatures against the double. */
final class AlipayBench implements Bench {
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
                AlipayDouble.SELLER_ID,
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
    public Map<NotPayable, ChargeRequest> notPayable(Supplier<PaymentId> ids) {
        return Map.of(
                NotPayable.AMOUNT_TOO_SMALL, payable(ids.get(), new Money(0, "CNY")),
                NotPayable.AMOUNT_TOO_LARGE, payable(ids.get(), new Money(5_000_001, "CNY")),
                NotPayable.CURRENCY_NOT_TAKEN, payable(ids.get(), new Money(4999, "USD")));
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
    public void refundByHand(PaymentId paymentId, Money part, Money whole) {
        AlipayBook.Trade trade = alipay.book().scan(TradeNumber.of(paymentId));
        if (part.equals(whole)) {
            trade.giveBack("by hand");
        } else {
            trade.giveBackAPart("by hand");
        }
    }

    @Override
    public boolean dispute(PaymentId paymentId) {
        return false;
    }

    @Override
    public boolean failRefund(RefundRequest request) {
        return false;
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
        return text(AlipayDouble.failed("20000", "isp.unknow-error").toString());
    }

    /** This answer to a precreate, signed, on the wire. */
    String text(String node) {
        String body = alipay.signed("alipay_trade_precreate_response", node);
        return "HTTP/1.1 200 OK\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\nConnection: close\r\n\r\n"
                + body;
    }

    @Override
    public CallbackRequest callback(
            PaymentId paymentId, Money amount, Instant at, boolean rightKey) {
        return notification(notification(paymentId, amount, at), rightKey ? THEIRS : STRANGERS);
    }

    Map<String, String> notification(PaymentId paymentId, Money amount, Instant at) {
        return AlipayNotification.paid(TradeNumber.of(paymentId), written(amount), at);
    }

    CallbackRequest notification(Map<String, String> parameters, TestKeys keys) {
        return request(AlipayNotification.signed(parameters, keys));
    }

    static CallbackRequest form(Map<String, String> parameters) {
        return request(AlipayNotification.form(parameters));
    }

    private static CallbackRequest request(String body) {
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
