package steadfast.gateway.stripe;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.CallTimeouts;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayReferences;
import steadfast.gateway.NotPayable;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.contract.Bench;
import steadfast.gateway.contract.HmacCallback;
import steadfast.gateway.contract.TroubledProxy;
import steadfast.testkit.stripe.StripeBook;
import steadfast.testkit.stripe.StripeDouble;

/** Stripe's library against the double. */
final class StripeBench implements Bench {
    static final String WEBHOOK_SECRET = "whsec_double";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final StripeDouble stripe = new StripeDouble();
    private final TroubledProxy proxy = new TroubledProxy(stripe.address());
    private final GatewayReferences references = new MemoryReferences();
    private final StripeGateway gateway = gateway(references);
    private final StripeGateway wrong =
            new StripeGateway(settings("sk_test_wrong"), new MemoryReferences());

    StripeBench() throws IOException {}

    StripeGateway gateway(GatewayReferences kept) {
        return new StripeGateway(settings(StripeDouble.API_KEY), kept);
    }

    StripeDouble stripe() {
        return stripe;
    }

    StripeSettings settings(String apiKey) {
        return new StripeSettings(
                "stripe",
                proxy.address(),
                apiKey,
                WEBHOOK_SECRET,
                false,
                URI.create("https://shop.example/back"),
                Map.of(
                        "card", new StripeSettings.Method("card", "pm_card_visa"),
                        "card-declined",
                                new StripeSettings.Method("card", "pm_card_visa_chargeDeclined"),
                        "card-3ds",
                                new StripeSettings.Method("card", "pm_card_authenticationRequired"),
                        "card-away", new StripeSettings.Method("card", "pm_away"),
                        "alipay", new StripeSettings.Method("alipay", "pm_alipay"),
                        "slow", new StripeSettings.Method("sepa_debit", "pm_slow")),
                new CallTimeouts(TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT));
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
        return request(paymentId, amount, "card");
    }

    static ChargeRequest request(PaymentId paymentId, Money amount, String method) {
        return new ChargeRequest(paymentId, amount, method, Instant.parse("2100-01-01T00:00:00Z"));
    }

    @Override
    public Optional<ChargeRequest> refused(PaymentId paymentId, Money amount) {
        return Optional.of(request(paymentId, amount, "card-declined"));
    }

    @Override
    public Map<NotPayable, ChargeRequest> notPayable(Supplier<PaymentId> ids) {
        Money money = new Money(4999, "USD");
        return Map.of(
                NotPayable.AMOUNT_TOO_SMALL, request(ids.get(), new Money(49, "USD"), "card"),
                NotPayable.AMOUNT_TOO_LARGE,
                        request(ids.get(), new Money(100_000_000, "USD"), "card"),
                NotPayable.AMOUNT_NOT_EXPRESSIBLE,
                        request(ids.get(), new Money(12_345, "KWD"), "card"),
                NotPayable.CURRENCY_NOT_TAKEN, request(ids.get(), new Money(4999, "AFN"), "card"),
                NotPayable.METHOD_NOT_AVAILABLE, request(ids.get(), money, "card-away"));
    }

    @Override
    public void buyerPays(PaymentId paymentId) {
        // A card asks for nothing.
    }

    @Override
    public ChargeRequest overtakingItsCancel(PaymentId paymentId, Money amount) {
        ChargeRequest request = request(paymentId, amount, "card-3ds");
        gateway.charge(request);
        stripe.book().onNextCancel(StripeBook.Intent::capture);
        return request;
    }

    @Override
    public long captures(PaymentId paymentId) {
        return stripe.book().captures(paymentId.toString());
    }

    @Override
    public long refunds(PaymentId paymentId) {
        return stripe.book().refunds(paymentId.toString());
    }

    private StripeBook.Intent intent(PaymentId paymentId) {
        return stripe.book().of(paymentId.toString()).getFirst();
    }

    @Override
    public void refundByHand(PaymentId paymentId, Money part, Money whole) {
        intent(paymentId).refundByHand(part.amountMinor());
    }

    @Override
    public boolean dispute(PaymentId paymentId) {
        intent(paymentId).dispute("needs_response");
        return true;
    }

    @Override
    public boolean failRefund(RefundRequest request) {
        intent(request.paymentId()).refundsAre("failed");
        return true;
    }

    @Override
    public TroubledProxy proxy() {
        return proxy;
    }

    @Override
    public boolean takesMoney(String firstLine) {
        return firstLine.contains("/confirm ");
    }

    @Override
    public String systemBusy() {
        String body =
                "{\"error\":{\"type\":\"idempotency_error\",\"code\":\"idempotency_key_in_use\"}}";
        return "HTTP/1.1 409 Conflict\r\nContent-Length: "
                + body.length()
                + "\r\nConnection: close\r\n\r\n"
                + body;
    }

    @Override
    public CallbackRequest callback(
            PaymentId paymentId, Money amount, Instant at, boolean rightKey) {
        String body =
                """
                {"id":"evt_1","object":"event","api_version":"2024-06-20","livemode":false,\
                "type":"payment_intent.succeeded","data":{"object":{"id":"pi_1",\
                "object":"payment_intent","status":"succeeded","amount_received":%d,\
                "currency":"%s","metadata":{"payment_id":"%s"}}}}\
                """
                        .formatted(
                                amount.amountMinor(),
                                amount.currency().toLowerCase(Locale.ROOT),
                                paymentId);
        return HmacCallback.signed(
                "Stripe-Signature", rightKey ? WEBHOOK_SECRET : "whsec_another", body, at);
    }

    @Override
    public CallbackRequest unsigned(CallbackRequest signed) {
        return new CallbackRequest(Map.of(), signed.body());
    }

    @Override
    public String written(Money amount) {
        return Long.toString(amount.amountMinor());
    }

    @Override
    public boolean leavesTombstones() {
        return true;
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        wrong.close();
        proxy.close();
        stripe.close();
    }
}
