package steadfast.gateway.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.StripeError;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.events.DeclineKind;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.GatewayAnswer.Misconfigured;
import steadfast.gateway.GatewayAnswer.OfCharge;
import steadfast.gateway.GatewayAnswer.RefundRefused;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.GatewayError;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.contract.TroubledProxy;
import steadfast.testkit.stripe.StripeBook;

class WhatStripeTakesFromNobodyTest {
    private static final Money AMOUNT = new Money(4999, "USD");

    private final PaymentId payment = PaymentId.first(new OrderId(UUID.randomUUID()));
    private StripeBench bench;

    @BeforeEach
    void start() throws Exception {
        bench = new StripeBench();
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    private OfCharge charge(Money amount, String method) {
        return bench.gateway().charge(StripeBench.request(payment, amount, method));
    }

    private OfCharge answered(String error) {
        String body = "{\"error\":" + error + "}";
        bench.proxy()
                .spoilNext(
                        line -> line.startsWith("POST /v1/payment_intents "),
                        TroubledProxy.responding(response(body)));
        return charge(AMOUNT, "card");
    }

    private static String response(String body) {
        return "HTTP/1.1 400 Bad\r\nRequest-Id: req_1\r\nConnection: close\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    @ParameterizedTest
    @CsvSource({
        "0, USD, card, amount-too-small, parameter_invalid_integer(amount)",
        "49, USD, card, amount-too-small, amount_too_small(amount)",
        "100000000, USD, card, amount-too-large, amount_too_large(amount)",
        "4999, AFN, card, currency-not-taken, invalid_request_error(currency)",
        "4999, USD, alipay, method-not-available,"
                + " payment_intent_invalid_parameter(payment_method_types)"
    })
    void noIntentIsMadeOfIt(
            long amount, String currency, String method, String reason, String code) {
        assertThat(charge(new Money(amount, currency), method))
                .isInstanceOfSatisfying(
                        Declined.class,
                        no -> {
                            assertThat(no.kind()).isEqualTo(DeclineKind.NOT_PAYABLE_THIS_WAY);
                            assertThat(no.reason()).isEqualTo(reason);
                            assertThat(no.error().code()).isEqualTo(code);
                        });
        assertThat(bench.stripe().book().of(payment.toString())).isEmpty();
    }

    @Test
    void anIntentWhoseMethodIsAwayIsCancelledBeforeAnybodyHearsOfIt() {
        assertThat(charge(AMOUNT, "card-away"))
                .isInstanceOfSatisfying(
                        Declined.class,
                        no -> assertThat(no.reason()).isEqualTo("method-not-available"));

        assertThat(bench.stripe().book().of(payment.toString()).getFirst().status())
                .isEqualTo("canceled");
    }

    @Test
    void anIntentWhoseMethodIsAwayIsNoDefiniteNoUntilItIsCancelled() {
        bench.proxy().spoilNext(line -> line.contains("/cancel "), TroubledProxy.CUT_BEFORE);

        assertThat(charge(AMOUNT, "card-away")).isInstanceOf(Unknown.class);

        assertThat(charge(AMOUNT, "card-away")).isInstanceOf(Declined.class);
    }

    @Test
    void aCaptureThatOvertakesTheRefusalIsCaptured() {
        bench.stripe().book().onNextCancel(StripeBook.Intent::capture);

        assertThat(charge(AMOUNT, "card-away")).isInstanceOf(Captured.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payment_method_customer_decline",
                "payment_method_provider_decline",
                "payment_method_provider_timeout",
                "payment_intent_payment_attempt_failed"
            })
    void whoeverPaysForTheBuyerMayRefuseWithoutACard(String code) {
        bench.proxy()
                .spoilNext(
                        bench::takesMoney,
                        TroubledProxy.responding(
                                response(
                                        "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"no\",\"code\":\"%s\"}}"
                                                .formatted(code))));

        assertThat(charge(AMOUNT, "card"))
                .isEqualTo(new Declined(DeclineKind.REFUSED, code, GatewayError.of(code, "no")));
        assertThat(bench.stripe().book().of(payment.toString()).getFirst().status())
                .isEqualTo("canceled");
    }

    @ParameterizedTest
    @CsvSource({
        "parameter_unknown, currency",
        "parameter_missing, amount",
        "parameter_invalid_empty, currency",
        "payment_method_unsupported_type, payment_method",
        "resource_missing, payment_method",
        "testmode_charges_only, ",
        "url_invalid, return_url"
    })
    void aMalformedRequestOrAnUnfinishedAccountIsStillOurFault(String code, String parameter) {
        String param = parameter == null ? "" : ",\"param\":\"" + parameter + "\"";

        assertThat(
                        answered(
                                "{\"type\":\"invalid_request_error\",\"message\":\"no\",\"code\":\"%s\"%s}"
                                        .formatted(code, param)))
                .isInstanceOf(Misconfigured.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fraudulent", "lost_card", "merchant_blacklist", "stolen_card"})
    void whatAThiefWouldLikeToKnowIsKeptForOperators(String declineCode) {
        StripeError error = new StripeError();
        error.setCode("card_declined");
        error.setDeclineCode(declineCode);

        Declined no = PaymentIntentStatus.declined(error, AMOUNT.amountMinor());

        assertThat(no.reason()).isEqualTo(declineCode);
        assertThat(no.error().code()).isEqualTo("card_declined(" + declineCode + ")");
    }

    @Test
    void whatStripeSaidIsKeptWithItsRequestAndWithoutWhatIsSecret() {
        assertThat(
                        answered(
                                """
                                {"type":"invalid_request_error","param":"metadata",\
                                "message":"Wrong: sk_live_abc for buyer@example.org"}\
                                """))
                .isEqualTo(
                        Misconfigured.of(
                                "invalid request, status 400",
                                GatewayError.of(
                                        "invalid_request_error(metadata)",
                                        "Wrong: [redacted] for [redacted] (req_1)")));
    }

    @Test
    void aRefundOfMoreThanIsLeftIsRefusedAndNotOurFault() {
        charge(AMOUNT, "card");
        bench.proxy()
                .spoilNext(
                        line -> line.startsWith("POST /v1/refunds "),
                        TroubledProxy.responding(
                                response(
                                        """
                                        {"error":{"type":"invalid_request_error","param":"amount",\
                                        "message":"Refund amount is greater than unrefunded"}}\
                                        """)));

        assertThat(bench.gateway().refund(new RefundRequest(payment, 1, AMOUNT, "late")))
                .isInstanceOfSatisfying(
                        RefundRefused.class,
                        no ->
                                assertThat(no.error().message())
                                        .startsWith("Refund amount is greater"));
    }

    @Test
    void whatWasTakenBeforeTheLimitRoseIsNoDefiniteNo() {
        charge(AMOUNT, "card");
        bench.stripe().setMinimumAmount(5_000);
        bench.stripe().forgetKeys();

        try (StripeGateway reconciler = bench.gateway(new MemoryReferences())) {
            assertThat(reconciler.cancel(StripeBench.request(payment, AMOUNT, "card")))
                    .isInstanceOf(Captured.class);
        }
    }

    @Test
    void aCancelOfWhatCouldNeverBeMadeIsTheSameNo() {
        ChargeRequest request = StripeBench.request(payment, new Money(49, "USD"), "card");

        assertThat(bench.gateway().cancel(request)).isEqualTo(bench.gateway().charge(request));
    }
}
