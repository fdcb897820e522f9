package steadfast.gateway.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackReading.Claim;
import steadfast.gateway.CallbackReading.Reason;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.contract.HmacCallback;

class StripesEventsAreReadTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

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

    private String event(String type, String object) {
        return """
        {"id":"evt_1","object":"event","livemode":false,"type":"%s","data":{"object":\
        {%s,"currency":"usd","metadata":{"payment_id":"%s"}}}}\
        """
                .formatted(type, object, payment);
    }

    private CallbackReading read(String body) {
        return bench.gateway()
                .readCallback(
                        HmacCallback.signed(
                                "Stripe-Signature", StripeBench.WEBHOOK_SECRET, body, NOW),
                        NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "payment_intent.succeeded, CAPTURED, 4999",
        "payment_intent.payment_failed, DECLINED, -1",
        "payment_intent.canceled, CANCELLED, -1",
        "payment_intent.requires_action, ACTION_REQUIRED, -1",
        "charge.refunded, REFUNDED, 4998"
    })
    void eachClaim(String type, Claim claim, long amount) {
        String body =
                event(type, "\"amount_received\":4999,\"amount_refunded\":4998,\"refunded\":true");

        assertThat(read(body))
                .isEqualTo(
                        new CallbackReading.Genuine(
                                payment,
                                claim,
                                amount < 0 ? null : new Money(amount, "USD"),
                                "evt_1",
                                NOW));
    }

    @Test
    void aRefundOfAPartSaysHowMuchWentBackSoFar() {
        assertThat(read(event("charge.refunded", "\"amount_refunded\":1,\"refunded\":false")))
                .isEqualTo(
                        new CallbackReading.Genuine(
                                payment, Claim.PARTLY_REFUNDED, new Money(1, "USD"), "evt_1", NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "charge.dispute.created, needs_response, DISPUTED",
        "charge.dispute.updated, under_review, DISPUTED",
        "charge.dispute.funds_withdrawn, under_review, DISPUTED",
        "charge.dispute.closed, lost, DISPUTED",
        "charge.refund.updated, failed, REFUND_FAILED",
        "refund.updated, failed, REFUND_FAILED",
        "refund.failed, failed, REFUND_FAILED",
        "refund.updated, succeeded, PARTLY_REFUNDED"
    })
    void disputesAndRefundsNameTheIntent(String type, String status, Claim claim) {
        String object =
                "\"status\":\"%s\",\"payment_intent\":\"pi_7\",\"amount\":4999".formatted(status);

        assertThat(read(event(type, object)))
                .isEqualTo(new CallbackReading.OfReference("pi_7", claim, null, "evt_1", NOW));
    }

    @Test
    void whatChangesNothingIsIrrelevant() {
        for (String[] one :
                new String[][] {
                    {"charge.dispute.closed", "won"},
                    {"charge.dispute.updated", "won"},
                    {"charge.dispute.closed", "warning_closed"},
                    {"refund.updated", "pending"}
                }) {
            assertThat(
                            read(
                                    event(
                                            one[0],
                                            "\"status\":\"%s\",\"payment_intent\":\"pi_7\""
                                                    .formatted(one[1]))))
                    .isInstanceOf(CallbackReading.Irrelevant.class);
        }
        assertThat(read(event("charge.dispute.created", "\"payment_intent\":null")))
                .isInstanceOf(CallbackReading.Irrelevant.class);
        assertThat(read(event("payment_intent.processing", "\"amount\":1")))
                .isInstanceOf(CallbackReading.Irrelevant.class);
        assertThat(
                        read(
                                event("payment_intent.succeeded", "\"amount_received\":1")
                                        .replace("payment_id", "other_id")))
                .isInstanceOf(CallbackReading.Irrelevant.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"amount\":4999,\"amount_refunded\":4999,\"refunded\":false",
                "\"amount\":4999,\"amount_refunded\":4999",
                "\"amount_refunded\":4999,\"refunded\":true"
            })
    void theWholeOfItIsARefundWhicheverFieldSaysSo(String charge) {
        assertThat(read(event("charge.refunded", charge)))
                .isInstanceOfSatisfying(
                        CallbackReading.Genuine.class,
                        genuine -> assertThat(genuine.claim()).isEqualTo(Claim.REFUNDED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"amount\":4999,\"refunded\":false",
                "\"amount\":4999",
                "\"amount\":4999,\"amount_refunded\":\"4999\"",
                "\"amount\":4999,\"amount_refunded\":-1,\"refunded\":true"
            })
    void aRefundThatDoesNotSayHowMuchIsRejectedAndNotDropped(String charge) {
        assertRejected(read(event("charge.refunded", charge)), Reason.MALFORMED);
    }

    @Test
    void anotherModeOrAccountIsAnotherMerchant() {
        String ours = event("payment_intent.succeeded", "\"amount_received\":1");

        assertRejected(
                read(ours.replace("\"livemode\":false", "\"livemode\":true")),
                Reason.OTHER_MERCHANT);
        assertRejected(
                read(ours.replace("\"livemode\"", "\"account\":\"acct_1\",\"livemode\"")),
                Reason.OTHER_MERCHANT);
        assertRejected(read(ours.replace("\"livemode\":false,", "")), Reason.MALFORMED);
        assertRejected(
                read(event("payment_intent.succeeded", "\"amount_received\":\"1\"")),
                Reason.MALFORMED);
    }

    @Test
    void oneOfSeveralSignaturesIsEnoughIfItIsOfTheRightVersion() {
        String body = event("payment_intent.succeeded", "\"amount_received\":4999");
        String t = Long.toString(NOW.getEpochSecond());
        String good = HmacCallback.hmac(StripeBench.WEBHOOK_SECRET, t + "." + body);

        assertThat(header(body, "t=" + t + ",v1=" + "0".repeat(64) + ",v1=" + good + ",v0=ab"))
                .isInstanceOf(CallbackReading.Genuine.class);
        assertRejected(header(body, "t=" + t + ",v0=" + good), Reason.UNSUPPORTED_ALGORITHM);
        assertRejected(header(body, "t=" + t + ",t=1,v1=" + good), Reason.DUPLICATE_PARAMETER);
        assertRejected(header(body, "v1=" + good), Reason.MALFORMED);
        assertRejected(
                header(body, "t=" + t + ",v1=" + good.toUpperCase(Locale.ROOT)),
                Reason.WRONG_SIGNATURE);
    }

    private CallbackReading header(String body, String header) {
        return bench.gateway()
                .readCallback(
                        new CallbackRequest(
                                Map.of("Stripe-Signature", List.of(header)),
                                body.getBytes(StandardCharsets.UTF_8)),
                        NOW);
    }

    private static void assertRejected(CallbackReading reading, Reason reason) {
        assertThat(reading)
                .isInstanceOfSatisfying(
                        CallbackReading.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }
}
