package steadfast.gateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.gateway.sandbox.RawServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.CallTimeouts;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.ActionRequired;
import steadfast.gateway.GatewayAnswer.Cancelled;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.GatewayAnswer.Disputed;
import steadfast.gateway.GatewayAnswer.NotFound;
import steadfast.gateway.GatewayAnswer.PartlyRefunded;
import steadfast.gateway.GatewayAnswer.RefundRefused;
import steadfast.gateway.GatewayAnswer.Refunded;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.GatewayError;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.sandbox.RawServer.Behaviour.Say;

class EveryAnswerOfTheSandboxIsUnderstoodTest {
    private static final PaymentId PAYMENT =
            new PaymentId(new OrderId(UUID.fromString("01900000-0000-7000-8000-000000000001")), 2);
    private static final Money AMOUNT = new Money(4999, "CNY");
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final ChargeRequest CHARGE = new ChargeRequest(PAYMENT, AMOUNT, "card", AT);
    private static final RefundRequest REFUND = new RefundRequest(PAYMENT, 3, AMOUNT, "late");
    private static final String NOT_FOUND = "{\"error\":\"not-found\",\"message\":\"no\"}";

    @Test
    void aChargeTellsTheSandboxEverythingItMustEnforce() throws IOException {
        try (RawServer server = new RawServer(new Say(json(201, payment("CANCELLED", ""))));
                SandboxGateway gateway = gateway(server)) {
            gateway.charge(CHARGE);

            assertThat(server.requests()).hasSize(1);
            String request = server.requests().getFirst();
            assertThat(request).startsWith("POST /v1/payments HTTP/1.1\r\n");
            assertThat(request).containsIgnoringCase("\r\nAuthorization: Bearer sandbox-key\r\n");
            assertThat(request).containsIgnoringCase("\r\nContent-Type: application/json\r\n");
            assertThat(body(request))
                    .isEqualTo(
                            tree(
                                    """
                                    {"amountMinor":4999,"currency":"CNY","paymentId":"%s",
                                     "paymentMethod":"card","payBy":"2026-01-01T00:00:00Z"}\
                                    """
                                            .formatted(PAYMENT)));
        }
    }

    @Test
    void aRefundIsNamedByPaymentAndNumber() throws IOException {
        try (RawServer server = new RawServer(new Say(json(200, refund("REFUNDED"))));
                SandboxGateway gateway = gateway(server)) {
            gateway.refund(REFUND);

            String request = server.requests().getFirst();
            assertThat(request)
                    .startsWith("POST /v1/payments/" + PAYMENT + "/refunds HTTP/1.1\r\n");
            assertThat(body(request))
                    .isEqualTo(
                            tree(
                                    """
                                    {"amountMinor":4999,"currency":"CNY",
                                     "key":"%s-refund-3","reason":"late"}\
                                    """
                                            .formatted(PAYMENT)));
        }
    }

    @Test
    void aChargeHasFourDefiniteAnswers() throws IOException {
        assertThat(answer(201, captured(), gateway -> gateway.charge(CHARGE)))
                .isEqualTo(new Captured(AMOUNT, AT));
        assertThat(answer(200, declined(), gateway -> gateway.charge(CHARGE)))
                .isEqualTo(new Declined("expired-card"));
        assertThat(answer(201, actionRequired(), gateway -> gateway.charge(CHARGE)))
                .isEqualTo(new ActionRequired("https://pay.example/1", AT));
        assertThat(answer(200, payment("CANCELLED", ""), gateway -> gateway.charge(CHARGE)))
                .isEqualTo(new Cancelled());
    }

    @Test
    void aQueryHasSixDefiniteAnswers() throws IOException {
        assertThat(answer(200, captured(), gateway -> gateway.query(PAYMENT)))
                .isEqualTo(new Captured(AMOUNT, AT));
        assertThat(answer(200, declined(), gateway -> gateway.query(PAYMENT)))
                .isEqualTo(new Declined("expired-card"));
        assertThat(answer(200, actionRequired(), gateway -> gateway.query(PAYMENT)))
                .isEqualTo(new ActionRequired("https://pay.example/1", AT));
        assertThat(answer(200, payment("CANCELLED", ""), gateway -> gateway.query(PAYMENT)))
                .isEqualTo(new Cancelled());
        assertThat(answer(200, payment("REFUNDED", ""), gateway -> gateway.query(PAYMENT)))
                .isEqualTo(new Refunded(AMOUNT));
        assertThat(answer(404, NOT_FOUND, gateway -> gateway.query(PAYMENT)))
                .isEqualTo(new NotFound());
    }

    @Test
    void aQueryShowsWhatMovedWithoutUs() throws IOException {
        assertThat(queried(",\"refundedMinor\":1000"))
                .isEqualTo(new PartlyRefunded(AMOUNT, new Money(1000, "CNY"), AT));
        assertThat(queried(",\"refundedMinor\":1000,\"disputed\":\"fraud\""))
                .isEqualTo(new Disputed(AMOUNT, AT, "fraud"));
        assertThat(queried(",\"refundedMinor\":0,\"failedRefundMinor\":1"))
                .isEqualTo(new Captured(AMOUNT, AT));
        assertThat(queried(",\"refundedMinor\":\"1\"")).isInstanceOf(Unknown.class);
        assertThat(queried(",\"refundedMinor\":-1")).isInstanceOf(Unknown.class);
    }

    private static GatewayAnswer queried(String more) throws IOException {
        return answer(200, captured(more), gateway -> gateway.query(PAYMENT));
    }

    @Test
    void aCancelHasThreeDefiniteAnswers() throws IOException {
        assertThat(answer(200, payment("CANCELLED", ""), gateway -> gateway.cancel(CHARGE)))
                .isEqualTo(new Cancelled());
        assertThat(answer(200, captured(), gateway -> gateway.cancel(CHARGE)))
                .isEqualTo(new Captured(AMOUNT, AT));
        assertThat(answer(200, declined(), gateway -> gateway.cancel(CHARGE)))
                .isEqualTo(new Declined("expired-card"));
    }

    @Test
    void aRefundHasThreeDefiniteAnswers() throws IOException {
        assertThat(answer(200, refund("REFUNDED"), gateway -> gateway.refund(REFUND)))
                .isEqualTo(new Refunded(AMOUNT));
        assertThat(
                        answer(
                                422,
                                "{\"error\":\"refund-refused\",\"message\":\"closed\"}",
                                gateway -> gateway.refund(REFUND)))
                .isEqualTo(
                        new RefundRefused("closed", GatewayError.of("refund-refused", "closed")));
        assertThat(answer(404, NOT_FOUND, gateway -> gateway.refund(REFUND)))
                .isEqualTo(new NotFound());
    }

    @Test
    void anErrorOfNobodysPaymentIsNoAnswerToAnotherOperation() throws IOException {
        String tooSmall = "{\"error\":\"amount-too-small\",\"message\":\"no\"}";

        assertThat(answer(422, tooSmall, gateway -> gateway.query(PAYMENT)))
                .isInstanceOf(Unknown.class);
        assertThat(answer(422, tooSmall, gateway -> gateway.cancel(CHARGE)))
                .isInstanceOf(Unknown.class);
        assertThat(answer(422, tooSmall, gateway -> gateway.refund(REFUND)))
                .isInstanceOf(Unknown.class);
        assertThat(
                        answer(
                                422,
                                "{\"error\":\"something-new\",\"message\":\"no\"}",
                                gateway -> gateway.charge(CHARGE)))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void aReasonIsMadeFitToBeStored() throws IOException {
        String zeroByte = declined().replace("expired-card", "ex\\u0000pired\\n-card");
        String silent = declined().replace("expired-card", "");
        String endless = declined().replace("expired-card", "x".repeat(5_000));

        assertThat(answer(200, zeroByte, gateway -> gateway.query(PAYMENT)))
                .isEqualTo(new Declined("expired-card"));
        assertThat(answer(200, silent, gateway -> gateway.query(PAYMENT)))
                .isEqualTo(new Declined("unspecified"));
        assertThat(answer(200, endless, gateway -> gateway.query(PAYMENT)))
                .isEqualTo(new Declined("x".repeat(200)));
    }

    @Test
    void anActionThatNoDatabaseTakesIsUnknown() throws IOException {
        for (String odd : new String[] {"\\ud800", "\\udc00", "\\u0000", "\\u2028", "\\u202e"}) {
            String body = actionRequired().replace("example/1", "example/" + odd);

            assertThat(answer(201, body, gateway -> gateway.charge(CHARGE)))
                    .as(odd)
                    .isInstanceOf(Unknown.class);
        }
    }

    @Test
    void anActionThatNoStorefrontMayMakeALinkOfIsUnknown() throws IOException {
        for (String odd : new String[] {"javascript:alert(1)", "file:///etc/passwd", "scan"}) {
            String body = actionRequired().replace("https://pay.example/1", odd);

            assertThat(answer(201, body, gateway -> gateway.charge(CHARGE)))
                    .as(odd)
                    .isInstanceOf(Unknown.class);
            assertThat(answer(200, body, gateway -> gateway.query(PAYMENT)))
                    .as(odd)
                    .isInstanceOf(Unknown.class);
        }
    }

    @Test
    void aTombstoneHasNoAmount() throws IOException {
        String tombstone = "{\"paymentId\":\"%s\",\"status\":\"CANCELLED\"}".formatted(PAYMENT);

        assertThat(answer(200, tombstone, gateway -> gateway.cancel(CHARGE)))
                .isEqualTo(new Cancelled());
        assertThat(answer(200, tombstone, gateway -> gateway.charge(CHARGE)))
                .isEqualTo(new Cancelled());
    }

    @Test
    void absenceIsNoAnswerToAChargeOrACancel() throws IOException {
        assertThat(answer(404, NOT_FOUND, gateway -> gateway.charge(CHARGE)))
                .isInstanceOf(Unknown.class);
        assertThat(answer(404, NOT_FOUND, gateway -> gateway.cancel(CHARGE)))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void aStatusThatAnotherOperationHasIsUnknown() throws IOException {
        assertThat(answer(200, payment("REFUNDED", ""), gateway -> gateway.charge(CHARGE)))
                .isInstanceOf(Unknown.class);
        assertThat(answer(200, payment("REFUNDED", ""), gateway -> gateway.cancel(CHARGE)))
                .isInstanceOf(Unknown.class);
        assertThat(answer(200, actionRequired(), gateway -> gateway.cancel(CHARGE)))
                .isInstanceOf(Unknown.class);
        assertThat(
                        answer(
                                422,
                                "{\"error\":\"refund-refused\",\"message\":\"closed\"}",
                                gateway -> gateway.charge(CHARGE)))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void aRefundsAnswerAboutAnotherRefundIsUnknown() throws IOException {
        assertThat(
                        answer(
                                200,
                                refund("REFUNDED").replace("refund-3", "refund-2"),
                                gateway -> gateway.refund(REFUND)))
                .isInstanceOf(Unknown.class);
        assertThat(
                        answer(
                                200,
                                refund("REFUNDED").replace("4999", "1"),
                                gateway -> gateway.refund(REFUND)))
                .isInstanceOf(Unknown.class);
        assertThat(answer(200, refund("PENDING"), gateway -> gateway.refund(REFUND)))
                .isInstanceOf(Unknown.class);
    }

    private static GatewayAnswer answer(
            int status, String body, Function<SandboxGateway, GatewayAnswer> call)
            throws IOException {
        try (RawServer server = new RawServer(new Say(json(status, body)));
                SandboxGateway gateway = gateway(server)) {
            return call.apply(gateway);
        }
    }

    private static SandboxGateway gateway(RawServer server) {
        Duration timeout = Duration.ofSeconds(60);
        return new SandboxGateway(
                "sandbox",
                server.address(),
                "sandbox-key",
                new CallTimeouts(timeout, timeout, timeout, timeout, timeout),
                SandboxMerchant.OF_THE_SANDBOX);
    }

    private static String captured() {
        return payment("CAPTURED", ",\"capturedAt\":\"2026-01-01T00:00:00Z\"");
    }

    private static String captured(String more) {
        return captured().replace(",\"refundedMinor\":0", more);
    }

    private static String declined() {
        return payment("DECLINED", ",\"reason\":\"expired-card\"");
    }

    private static String actionRequired() {
        return payment(
                "ACTION_REQUIRED",
                ",\"action\":\"https://pay.example/1\",\"until\":\"2026-01-01T00:00:00Z\"");
    }

    private static String payment(String status, String more) {
        return "{\"paymentId\":\"%s\",\"status\":\"%s\",\"amountMinor\":4999,\"currency\":\"CNY\""
                        .formatted(PAYMENT, status)
                + more
                + ",\"refundedMinor\":0,\"aFieldOfANewerApi\":{}}";
    }

    private static String refund(String status) {
        return "{\"status\":\"%s\",\"key\":\"%s-refund-3\",\"amountMinor\":4999,\"currency\":\"CNY\"}"
                .formatted(status, PAYMENT);
    }

    private static JsonNode body(String request) throws IOException {
        return tree(request.substring(request.indexOf("\r\n\r\n")));
    }

    private static JsonNode tree(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }
}
