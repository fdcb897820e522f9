package steadfast.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import steadfast.events.DeclineKind;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackReading.Claim;
import steadfast.gateway.CallbackReading.Reason;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.Cancelled;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.GatewayAnswer.Disputed;
import steadfast.gateway.GatewayAnswer.Misconfigured;
import steadfast.gateway.GatewayAnswer.NotFound;
import steadfast.gateway.GatewayAnswer.PartlyRefunded;
import steadfast.gateway.GatewayAnswer.RefundRefused;
import steadfast.gateway.GatewayAnswer.Refunded;
import steadfast.gateway.GatewayAnswer.Refused;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.contract.TroubledProxy.Trouble;

/** What payment-service relies on, whichever gateway stands behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EveryGatewayKeepsTheContract {
    private static final Money AMOUNT = new Money(4999, "CNY");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final PaymentId payment = PaymentId.first(new OrderId(UUID.randomUUID()));
    private Bench bench;
    private PaymentGateway gateway;

    protected abstract Bench bench() throws Exception;

    @BeforeAll
    void start() throws Exception {
        bench = bench();
        gateway = bench.gateway();
    }

    @AfterAll
    void stop() throws Exception {
        bench.close();
    }

    private static PaymentId payment() {
        return PaymentId.first(new OrderId(UUID.randomUUID()));
    }

    private ChargeRequest request(PaymentId id) {
        return bench.payable(id, AMOUNT);
    }

    private PaymentId paid() {
        PaymentId id = payment();
        gateway.charge(request(id));
        bench.buyerPays(id);
        return id;
    }

    private void requireCaptured(PaymentId id) {
        assertThat(gateway.query(id))
                .isInstanceOfSatisfying(
                        Captured.class,
                        captured -> assertThat(captured.amount()).isEqualTo(AMOUNT));
        assertThat(bench.captures(id)).isOne();
    }

    @Test
    void aChargeThatIsPaidIsCaptured() {
        requireCaptured(paid());
    }

    @Test
    void aChargeThatIsRefusedIsClosedOverThere() {
        PaymentId id = payment();
        ChargeRequest refused = bench.refused(id, AMOUNT).orElse(null);
        if (refused == null) {
            return; // Nothing is refused where the buyer can always try again.
        }

        assertThat(gateway.charge(refused)).isInstanceOf(Declined.class);

        assertThat(gateway.query(id)).isInstanceOf(Declined.class);
        assertThat(gateway.charge(refused)).isInstanceOf(Declined.class);
        assertThat(gateway.cancel(refused)).isInstanceOf(Declined.class);
        assertThat(bench.captures(id)).isZero();
    }

    @Test
    void whatNobodyCanPayThisWayIsADefiniteNoThatSaysWhy() {
        bench.notPayable(EveryGatewayKeepsTheContract::payment)
                .forEach((why, request) ->
                        assertThat(gateway.charge(request))
                                .as(why.code())
                                .isInstanceOfSatisfying(
                                        Declined.class,
                                        no -> {
                                            assertThat(no.kind())
                                                    .isEqualTo(DeclineKind.NOT_PAYABLE_THIS_WAY);
                                            assertThat(no.reason()).isEqualTo(why.code());
                                            assertThat(no.error()).isNotNull();
                                        }));
    }

    @Test
    void whatNobodyCanPayThisWayIsNeverCaptured() {
        bench.notPayable(EveryGatewayKeepsTheContract::payment)
                .forEach((why, request) -> {
                    gateway.charge(request);

                    PaymentId id = request.paymentId();
                    assertThat(gateway.query(id))
                            .as(why.code())
                            .isInstanceOfAny(NotFound.class, Cancelled.class, Declined.class);
                    assertThat(gateway.charge(request))
                            .as(why.code())
                            .isInstanceOfAny(Cancelled.class, Declined.class);
                    assertThat(gateway.cancel(request))
                            .as(why.code())
                            .isInstanceOfAny(NotFound.class, Cancelled.class, Declined.class);
                    assertThat(bench.captures(id)).isZero();
                });
    }

    @Test
    void aWrongCredentialKeepsTheGatewaysOwnWordsForTheOperator() {
        assertThat(bench.withWrongCredential().charge(request(payment())))
                .isInstanceOfSatisfying(
                        Misconfigured.class,
                        ours -> {
                            assertThat(ours.error()).isNotNull();
                            assertThat(ours.cause()).contains(ours.error().code());
                            assertThat(ours.error().code()).isNotEqualTo("unspecified");
                        });
    }

    @Test
    void aChargeTwiceTakesTheMoneyOnce() {
        PaymentId id = paid();

        assertThat(gateway.charge(request(id))).isInstanceOf(Captured.class);

        requireCaptured(id);
    }

    @Test
    void whatWasGivenBackByHandIsFoundRefunded() {
        PaymentId id = paid();

        bench.refundByHand(id, AMOUNT, AMOUNT);

        assertThat(gateway.query(id)).isEqualTo(new Refunded(AMOUNT));
    }

    @Test
    void aPartThatWasGivenBackByHandIsFoundWhereAQueryShowsIt() {
        PaymentId id = paid();
        Money part = new Money(1_000, AMOUNT.currency());

        bench.refundByHand(id, part, AMOUNT);

        if (gateway.showsPartRefunds()) {
            assertThat(gateway.query(id))
                    .isInstanceOfSatisfying(
                            PartlyRefunded.class,
                            found -> {
                                assertThat(found.amount()).isEqualTo(AMOUNT);
                                assertThat(found.refunded()).isEqualTo(part);
                            });
        } else {
            assertThat(gateway.query(id)).isInstanceOf(Captured.class);
        }
        assertThat(gateway.cancel(request(id))).isNotInstanceOf(Cancelled.class);
    }

    @Test
    void aDisputeIsFoundAndIsNoCaptureForCards() {
        PaymentId id = paid();
        if (!bench.dispute(id)) {
            return; // Nothing is disputed there.
        }

        assertThat(gateway.query(id))
                .isInstanceOfSatisfying(
                        Disputed.class,
                        found -> {
                            assertThat(found.amount()).isEqualTo(AMOUNT);
                            assertThat(found.reason()).isEqualTo("fraudulent");
                        });
        assertThat(gateway.cancel(request(id))).isInstanceOf(Unknown.class);
    }

    @Test
    void aRefundThatFailedLaterLeavesTheMoneyThereAndTheNextNumberFree() {
        PaymentId id = paid();
        RefundRequest first = new RefundRequest(id, 1, AMOUNT, "late");
        assertThat(gateway.refund(first)).isEqualTo(new Refunded(AMOUNT));
        if (!bench.failRefund(first)) {
            return; // There it stays a refund for ever.
        }

        assertThat(gateway.query(id)).isInstanceOf(Captured.class);
        assertThat(gateway.refund(first)).isInstanceOf(RefundRefused.class);
        assertThat(gateway.refund(new RefundRequest(id, 2, AMOUNT, "again")))
                .isEqualTo(new Refunded(AMOUNT));
    }

    @Test
    void aCutBeforeTheGatewayIsUnknownAndMayBeTriedAgain() {
        unknownThenPaid(TroubledProxy.CUT_BEFORE, Unknown.Cause.CONNECTION_LOST);
    }

    @Test
    void aCutAfterTheGatewayIsUnknownAndTakesNothingTwice() {
        unknownThenPaid(TroubledProxy.CUT_AFTER, Unknown.Cause.CONNECTION_LOST);
    }

    @Test
    void halfABodyIsUnknown() {
        unknownThenPaid(TroubledProxy.HALF_BODY, Unknown.Cause.CONNECTION_LOST);
    }

    @Test
    void aBusySystemIsUnknown() {
        unknownThenPaid(TroubledProxy.responding(bench.systemBusy()), Unknown.Cause.BUSY);
    }

    @Test
    void garbageIsUnknown() {
        unknownThenPaid(
                TroubledProxy.responding(
                        response("200 OK", "Content-Type: text/html\r\n", "<html>Hi</html>")),
                Unknown.Cause.NONSENSE);
    }

    @Test
    void aFailureIsUnknown() {
        unknownThenPaid(
                TroubledProxy.responding(response("500 No", "Content-Type: text/plain\r\n", "no")),
                Unknown.Cause.SERVER_ERROR);
    }

    private void unknownThenPaid(Trouble trouble, Unknown.Cause cause) {
        PaymentId id = payment();
        bench.proxy().spoilNext(bench::takesMoney, trouble);

        assertThat(gateway.charge(request(id)))
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.cause()).isEqualTo(cause));

        assertThat(bench.proxy().isWaiting()).isFalse();
        if (gateway.query(id) instanceof NotFound) {
            gateway.charge(request(id));
        }
        bench.buyerPays(id);
        requireCaptured(id);
    }

    @Test
    void tooManyRequestsWasNotTakenAndSaysWhenToCome() {
        PaymentId id = payment();
        bench.proxy()
                .spoilNext(
                        bench::takesMoney,
                        TroubledProxy.responding(
                                response("429 No", "Retry-After: 7\r\n", "{\"error\":{}}")));

        assertThat(gateway.charge(request(id)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.cause()).isEqualTo(Refused.Cause.RATE_LIMITED);
                            assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(7));
                        });
        assertThat(bench.captures(id)).isZero();
    }

    @Test
    void whatWasNeverChargedIsNotFound() {
        assertThat(gateway.query(payment())).isEqualTo(new NotFound());
        assertThat(gateway.refund(new RefundRequest(payment(), 1, AMOUNT, "late")))
                .isEqualTo(new NotFound());
    }

    @Test
    void aCancelBeforeTheChargeIsRememberedOrSaysThatItIsNot() {
        PaymentId id = payment();

        GatewayAnswer answer = gateway.cancel(request(id));

        if (!bench.leavesTombstones()) {
            assertThat(answer).isEqualTo(new NotFound());
            return;
        }
        assertThat(answer).isEqualTo(new Cancelled());
        assertThat(gateway.cancel(request(id))).isEqualTo(new Cancelled());
        assertThat(gateway.charge(request(id))).isEqualTo(new Cancelled());
        assertThat(bench.captures(id)).isZero();
    }

    @Test
    void aCancelAfterTheCaptureIsCaptured() {
        PaymentId id = paid();

        assertThat(gateway.cancel(request(id))).isInstanceOf(Captured.class);

        requireCaptured(id);
    }

    @Test
    void aCancelThatACaptureOvertakesIsCaptured() {
        PaymentId id = payment();
        ChargeRequest overtaking = bench.overtakingItsCancel(id, AMOUNT);

        assertThat(gateway.cancel(overtaking)).isInstanceOf(Captured.class);

        requireCaptured(id);
    }

    @Test
    void aRefundTwiceGivesTheMoneyBackOnce() {
        PaymentId id = paid();
        RefundRequest refund = new RefundRequest(id, 1, AMOUNT, "late");

        assertThat(gateway.refund(refund)).isEqualTo(new Refunded(AMOUNT));
        assertThat(gateway.refund(refund)).isEqualTo(new Refunded(AMOUNT));

        assertThat(gateway.query(id)).isEqualTo(new Refunded(AMOUNT));
        assertThat(bench.refunds(id)).isOne();
    }

    @Test
    void aWrongCredentialIsOurFaultWhateverWasAsked() {
        PaymentGateway wrong = bench.withWrongCredential();

        assertThat(wrong.charge(request(payment()))).isInstanceOf(Misconfigured.class);
        assertThat(wrong.query(payment())).isInstanceOf(Misconfigured.class);
        assertThat(wrong.cancel(request(payment()))).isInstanceOf(Misconfigured.class);
        assertThat(wrong.refund(new RefundRequest(payment(), 1, AMOUNT, "late")))
                .isInstanceOf(Misconfigured.class);
    }

    @Test
    void aGenuineCallbackSaysWhatItClaims() {
        assertThat(gateway.readCallback(bench.callback(payment, AMOUNT, NOW, true), NOW))
                .isInstanceOfSatisfying(
                        CallbackReading.Genuine.class,
                        genuine -> {
                            assertThat(genuine.paymentId()).isEqualTo(payment);
                            assertThat(genuine.claim()).isEqualTo(Claim.CAPTURED);
                            assertThat(genuine.amount()).isEqualTo(AMOUNT);
                            assertThat(genuine.signedAt()).isEqualTo(NOW);
                            assertThat(genuine.eventId()).isNotBlank();
                        });
    }

    @Test
    void aCallbackThatIsNotTheGatewaysWordIsRejected() {
        CallbackRequest genuine = bench.callback(payment, AMOUNT, NOW, true);
        String body = new String(genuine.body(), StandardCharsets.UTF_8);
        String altered = body.replace(bench.written(AMOUNT), bench.written(new Money(4998, "CNY")));
        assertThat(altered).isNotEqualTo(body);

        assertRejected(bench.unsigned(genuine), NOW, Reason.UNSIGNED);
        assertRejected(bench.callback(payment, AMOUNT, NOW, false), NOW, Reason.WRONG_SIGNATURE);
        assertRejected(
                new CallbackRequest(genuine.headers(), altered.getBytes(StandardCharsets.UTF_8)),
                NOW,
                Reason.WRONG_SIGNATURE);
        assertRejected(genuine, NOW.minusSeconds(301), Reason.FROM_THE_FUTURE);
        assertRejected(genuine, NOW.plus(Duration.ofHours(26)), Reason.STALE);
    }

    @Test
    void noBytesMakeACallbackThrowOrBeBelieved() {
        CallbackRequest genuine = bench.callback(payment, AMOUNT, NOW, true);
        byte[][] bodies = {
            {},
            {(byte) 0xff, (byte) 0xfe, 0},
            new byte[1024 * 1024],
            "[".repeat(100_000).getBytes(StandardCharsets.UTF_8),
            "%".getBytes(StandardCharsets.UTF_8),
            "a=1&".repeat(1_000).getBytes(StandardCharsets.UTF_8)
        };
        for (byte[] body : bodies) {
            assertThat(gateway.readCallback(new CallbackRequest(genuine.headers(), body), NOW))
                    .isInstanceOf(CallbackReading.Rejected.class);
        }
        for (int at = 0; at < genuine.body().length; at++) {
            byte[] flipped = genuine.body().clone();
            flipped[at] ^= 1;
            assertThat(gateway.readCallback(new CallbackRequest(genuine.headers(), flipped), NOW))
                    .as("byte " + at)
                    .isInstanceOf(CallbackReading.Rejected.class);
        }
    }

    private void assertRejected(CallbackRequest callback, Instant now, Reason reason) {
        assertThat(gateway.readCallback(callback, now))
                .isInstanceOfSatisfying(
                        CallbackReading.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    private static String response(String status, String headers, String body) {
        return "HTTP/1.1 "
                + status
                + "\r\n"
                + headers
                + "Connection: close\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }
}
