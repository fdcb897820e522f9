package steadfast.gateway.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.events.DeclineKind;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer.ActionRequired;
import steadfast.gateway.GatewayAnswer.Cancelled;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.GatewayAnswer.Misconfigured;
import steadfast.gateway.GatewayAnswer.NotFound;
import steadfast.gateway.GatewayAnswer.OfCharge;
import steadfast.gateway.GatewayAnswer.Refunded;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.GatewayError;
import steadfast.gateway.GatewayReferences;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.contract.TroubledProxy;
import steadfast.testkit.stripe.StripeBook;

class WhatIsSpecialToStripeTest {
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

    private ChargeRequest request(String method) {
        return StripeBench.request(payment, AMOUNT, method);
    }

    private OfCharge charge(String method) {
        return bench.gateway().charge(request(method));
    }

    private StripeBook.Intent intent() {
        assertThat(bench.stripe().book().of(payment.toString())).hasSize(1);
        return bench.stripe().book().of(payment.toString()).getFirst();
    }

    @Test
    void nothingIsConfirmedBeforeItsIntentIsKept() {
        GatewayReferences full =
                new GatewayReferences() {
                    @Override
                    public Optional<String> find(String gateway, PaymentId paymentId) {
                        return Optional.empty();
                    }

                    @Override
                    public void store(String gateway, PaymentId paymentId, String reference) {
                        throw new IllegalStateException("the database is away");
                    }
                };
        try (StripeGateway gateway = bench.gateway(full)) {
            assertThatThrownBy(() -> gateway.charge(request("card")))
                    .hasMessage("the database is away");
        }

        assertThat(bench.stripe().confirms()).isEmpty();
        assertThat(intent().mayConfirm()).isTrue();
    }

    @Test
    void aCrashBeforeTheIntentIsKeptLeavesOneIntent() {
        try (StripeGateway crashed = bench.gateway(new MemoryReferences())) {
            bench.proxy().spoilNext(bench::takesMoney, TroubledProxy.CUT_BEFORE);
            crashed.charge(request("card"));
        }

        assertThat(charge("card")).isInstanceOf(Captured.class);

        assertThat(intent().status()).isEqualTo("succeeded");
    }

    @Test
    void anIntentThatNobodyConfirmedIsNotFound() {
        bench.proxy().spoilNext(bench::takesMoney, TroubledProxy.CUT_BEFORE);
        charge("card");

        assertThat(bench.gateway().query(payment)).isEqualTo(new NotFound());
    }

    @Test
    void aDeclinedIntentIsCancelledBeforeAnybodyHearsOfIt() {
        assertThat(charge("card-declined"))
                .isEqualTo(
                        new Declined(
                                DeclineKind.REFUSED,
                                "insufficient_funds",
                                GatewayError.of("card_declined(insufficient_funds)", "no")));

        assertThat(intent().status()).isEqualTo("canceled");
    }

    @Test
    void aDeclineThatCouldNotBeClosedIsNoneUntilItIs() {
        bench.proxy().spoilNext(line -> line.contains("/cancel "), TroubledProxy.CUT_BEFORE);

        assertThat(charge("card-declined")).isInstanceOf(Unknown.class);
        assertThat(intent().status()).isEqualTo("requires_payment_method");

        assertThat(bench.gateway().query(payment))
                .isInstanceOfSatisfying(
                        Declined.class,
                        no -> assertThat(no.reason()).isEqualTo("insufficient_funds"));
        assertThat(intent().status()).isEqualTo("canceled");
    }

    @Test
    void aDeclineThatIsLimitedInItsCloseWasTakenAllTheSame() {
        bench.proxy()
                .spoilNext(
                        line -> line.contains("/cancel "),
                        TroubledProxy.responding(
                                "HTTP/1.1 429 No\r\nContent-Length: 2\r\nConnection:"
                                        + " close\r\n\r\n{}"));

        assertThat(charge("card-declined")).isInstanceOf(Unknown.class);
    }

    @Test
    void anActionThatNoStorefrontMayMakeALinkOfSaysNothing() {
        for (String odd : new String[] {"javascript:alert(1)", "data:text/html,x", "pi_1"}) {
            bench.proxy()
                    .spoilNext(
                            bench::takesMoney,
                            TroubledProxy.responding(
                                    response(
                                            """
                                            {"id":"pi_1","object":"payment_intent",\
                                            "status":"requires_action",\
                                            "metadata":{"payment_id":"%s",\
                                            "pay_by":"2026-01-01T00:00:00Z"},\
                                            "next_action":{"type":"redirect_to_url",\
                                            "redirect_to_url":{"url":"%s"}}}\
                                            """
                                                    .formatted(payment, odd))));

            assertThat(charge("card-3ds"))
                    .as(odd)
                    .isInstanceOfSatisfying(
                            Unknown.class,
                            unknown ->
                                    assertThat(unknown.detail())
                                            .isEqualTo("an action that can't be shown"));
        }
    }

    private static String response(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection:"
                + " close\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n"
                + body;
    }

    @Test
    void anActionHasItsAddressAndOurDeadline() {
        assertThat(charge("card-3ds"))
                .isEqualTo(
                        new ActionRequired(
                                "https://hooks.stripe.example/pi_1", request("card-3ds").payBy()));
        assertThat(bench.gateway().query(payment)).isEqualTo(charge("card-3ds"));
        assertThat(bench.stripe().confirms().getFirst())
                .containsEntry("return_url", "https://shop.example/back");
    }

    @Test
    void whatIsProcessedIsPending() {
        assertThat(charge("slow")).isEqualTo(new Unknown(Unknown.Cause.PENDING, "pending"));
        assertThat(bench.gateway().cancel(request("slow")))
                .isEqualTo(new Unknown(Unknown.Cause.PENDING, "pending"));
    }

    @Test
    void theSamePaymentWithOtherTermsIsOurFault() {
        charge("card");
        try (StripeGateway other = bench.gateway(new MemoryReferences())) {
            assertThat(other.charge(StripeBench.request(payment, new Money(5000, "USD"), "card")))
                    .isInstanceOf(Misconfigured.class);
        }
        assertThat(bench.captures(payment)).isOne();
    }

    @Test
    void whoeverKeepsNoReferencesClosesTheSameIntent() {
        charge("card-3ds");
        try (StripeGateway reconciler = bench.gateway(new MemoryReferences())) {
            assertThat(reconciler.cancel(request("card-3ds"))).isEqualTo(new Cancelled());
        }

        assertThat(intent().status()).isEqualTo("canceled");
    }

    @Test
    void whoeverKeepsNoReferencesSearches() {
        charge("card");
        try (StripeGateway reconciler = bench.gateway(new MemoryReferences())) {
            assertThat(reconciler.query(payment)).isInstanceOf(Captured.class);
        }
    }

    @Test
    void aRefundIsPaidOnceEvenWhenItsKeyIsForgotten() {
        charge("card");
        RefundRequest refund = new RefundRequest(payment, 1, AMOUNT, "late");
        bench.gateway().refund(refund);

        bench.stripe().forgetKeys();

        assertThat(bench.gateway().refund(refund)).isEqualTo(new Refunded(AMOUNT));
        assertThat(bench.refunds(payment)).isOne();
    }

    @Test
    void anotherRefundOfWhatWentBackPaysNothing() {
        charge("card");
        bench.gateway().refund(new RefundRequest(payment, 1, AMOUNT, "late"));

        assertThat(bench.gateway().refund(new RefundRequest(payment, 2, AMOUNT, "late")))
                .isEqualTo(new Refunded(AMOUNT));
        assertThat(bench.refunds(payment)).isOne();
    }

    @Test
    void aDisputeThatWasWonIsOver() {
        charge("card");
        intent().dispute("won");

        assertThat(bench.gateway().query(payment)).isInstanceOf(Captured.class);
    }

    @Test
    void theWholeOfItBackIsTheEndOfADisputeToo() {
        charge("card");
        intent().refundByHand(AMOUNT.amountMinor());
        intent().dispute("lost");

        assertThat(bench.gateway().query(payment)).isEqualTo(new Refunded(AMOUNT));
    }

    @Test
    void aRefundByHandThatIsOnItsWayIsNoCaptureForCards() {
        charge("card");
        intent().refundByHand(AMOUNT.amountMinor());
        intent().refundsAre("pending");

        assertThat(bench.gateway().query(payment))
                .isEqualTo(new Unknown(Unknown.Cause.PENDING, "pending"));
    }

    @Test
    void ourOwnRefundThatIsOnItsWayLeavesTheMoneyThere() {
        charge("card");
        bench.gateway().refund(new RefundRequest(payment, 1, AMOUNT, "late"));
        intent().refundsAre("pending");

        assertThat(bench.gateway().query(payment)).isInstanceOf(Captured.class);
    }

    @Test
    void aRepeatedAnswerIsNotTakenForHowThingsStand() {
        charge("card");
        bench.gateway().refund(new RefundRequest(payment, 1, AMOUNT, "late"));

        assertThat(charge("card")).isInstanceOf(Unknown.class);
    }

    @Test
    void aMethodThatNobodyConfiguredIsOurFault() {
        assertThat(charge("barter")).isInstanceOf(Misconfigured.class);
        assertThat(bench.proxy().requests()).isEmpty();
    }

    @Test
    void noSecretIsEverPrinted() {
        StripeSettings settings = bench.settings("sk_test_wrong");

        assertThat(settings.toString()).doesNotContain("sk_test", "whsec");
        assertThat(bench.gateway().toString()).doesNotContain("sk_test", "whsec");
        assertThat(bench.withWrongCredential().charge(request("card")).toString())
                .doesNotContain("sk_test");
    }
}
