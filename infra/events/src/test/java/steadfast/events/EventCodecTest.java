package steadfast.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private static final String ORDER = "0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
    private static final String SUBMITTED =
            """
            {"orderId":"%1$s","paymentId":"%1$s-1","storefront":"main","sku":"STEAM-50","quantity":2,
             "total":{"amountMinor":10000,"currency":"CNY"},"paymentMethod":"card",
             "payBy":"2026-01-02T03:04:05Z","expiresAt":"2026-01-02T03:05:05.123456789Z"}
            """
                    .formatted(ORDER);

    private final EventCodec codec = new EventCodec();

    @Test
    void anEventIsWrittenAsPlainReadableJson() {
        OrderId order = OrderId.parse(ORDER);

        EventCodec.Encoded encoded =
                codec.encode(
                        new PaymentEvent.PaymentSucceeded(
                                PaymentId.first(order),
                                new Money(9_999, "CNY"),
                                Instant.parse("2026-01-02T03:04:05.5Z")));

        assertThat(encoded.topic()).isEqualTo("payment-events");
        assertThat(encoded.key()).isEqualTo(ORDER);
        assertThat(encoded.type()).isEqualTo("PaymentSucceeded");
        assertThat(new String(encoded.value(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"paymentId\":\""
                                + ORDER
                                + "-1\",\"amount\":{\"amountMinor\":9999,\"currency\":\"CNY\"},"
                                + "\"capturedAt\":\"2026-01-02T03:04:05.500Z\"}");
    }

    @Test
    void anEventIsReadWithEveryField() {
        assertThat(submitted(SUBMITTED))
                .isEqualTo(
                        new OrderEvent.OrderSubmitted(
                                OrderId.parse(ORDER),
                                PaymentId.parse(ORDER + "-1"),
                                "main",
                                new Sku("STEAM-50"),
                                2,
                                new Money(10_000, "CNY"),
                                "card",
                                Instant.parse("2026-01-02T03:04:05Z"),
                                Instant.parse("2026-01-02T03:05:05.123456789Z")));
    }

    @Test
    void fieldsThatANewerWriterAddedAreSkippedAtEveryDepth() {
        String newer =
                SUBMITTED
                        .replace("{\"amountMinor\"", "{\"tax\":{\"rate\":[1,{}]},\"amountMinor\"")
                        .replace("{\"orderId\"", "{\"newer\":null,\"orderId\"");

        assertThat(submitted(newer)).isEqualTo(submitted(SUBMITTED));
    }

    @ParameterizedTest
    @CsvSource({
        "payment-events, OrderSubmitted",
        "order-events, PaymentSucceeded",
        "order-events, NoSuchType",
        "order-events, ''",
        "order-events, orderSubmitted",
        "no-such-topic, OrderSubmitted"
    })
    void aTypeThatDoesNotBelongOnTheTopicIsRefused(String topic, String type) {
        assertThatThrownBy(() -> codec.decode(topic, type, bytes(SUBMITTED)))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("does not belong on topic " + topic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orderId",
                "paymentId",
                "storefront",
                "sku",
                "quantity",
                "total",
                "paymentMethod",
                "payBy",
                "expiresAt"
            })
    void aMissingOrNullFieldIsRefusedByName(String field) {
        assertUnreadable(SUBMITTED.replace("\"" + field + "\"", "\"x\""), field);
        assertUnreadable(
                SUBMITTED.replaceFirst(
                        "\"" + field + "\":(\\{[^}]*}|[^,}]*)", "\"" + field + "\":null"),
                field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"7\"",
                "1.9",
                "2.0",
                "true",
                "[]",
                "{}",
                "null",
                "\"\"",
                "2147483648",
                "1e400",
                "1e1000000000"
            })
    void aQuantityThatIsNoIntegerIsRefused(String quantity) {
        assertUnreadable(
                SUBMITTED.replace("\"quantity\":2", "\"quantity\":" + quantity), "quantity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-1", "1.5", "\"1\"", "null", "1e3"})
    void anAmountThatIsNoMoneyIsRefused(String amount) {
        assertUnreadable(SUBMITTED.replace("10000", amount), "OrderSubmitted");
    }

    @Test
    void theLargestAmountIsReadExactly() {
        OrderEvent.OrderSubmitted read =
                submitted(SUBMITTED.replace("10000", "9223372036854775807"));

        assertThat(read.total().amountMinor()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{",
                "{}",
                "{\"orderId\":",
                "<xml/>",
                "{'orderId':1}",
                "NaN"
            })
    void whatIsNoObjectOfItsTypeIsRefused(String value) {
        assertUnreadable(value, "OrderSubmitted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{}", "null", "]", ",", "\u0000"})
    void whatFollowsTheValueIsRefused(String trailing) {
        assertUnreadable(SUBMITTED + trailing, "OrderSubmitted");
    }

    @Test
    void aTombstoneIsRefused() {
        assertThatThrownBy(() -> codec.decode("stock-levels", "StockLevel", null))
                .isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] value = bytes(SUBMITTED);
        value[SUBMITTED.indexOf("main")] = (byte) 0xff;

        assertThatThrownBy(() -> codec.decode("order-events", "OrderSubmitted", value))
                .isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void nestingWithoutEndIsRefusedAndNotAStackOverflow() {
        assertUnreadable(
                SUBMITTED.replace(
                        "{\"orderId\"",
                        "{\"deep\":"
                                + "[".repeat(1_000_000)
                                + "]".repeat(1_000_000)
                                + ",\"orderId\""),
                "OrderSubmitted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "\"1\"", "\"payment_declined\"", "\"NEWER\"", "\"\""})
    void anUnknownReasonOrItsNumberIsRefused(String reason) {
        String failed =
                "{\"orderId\":\"%1$s\",\"paymentId\":\"%1$s-1\",\"reason\":%2$s}"
                        .formatted(ORDER, reason);

        assertThatThrownBy(() -> codec.decode("order-events", "OrderFailed", bytes(failed)))
                .isInstanceOf(UnreadableEventException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1767323045", "\"yesterday\"", "\"2026-01-02\"", "\"\"", "{}"})
    void aTimeThatIsNoTimestampIsRefused(String payBy) {
        assertUnreadable(SUBMITTED.replace("\"2026-01-02T03:04:05Z\"", payBy), "payBy");
    }

    @Test
    void nothingInTheValueChoosesAClass() {
        String sly =
                SUBMITTED.replace(
                        "{\"orderId\"",
                        "{\"@class\":\"java.net.URL\",\"type\":\"OrderPaid\",\"orderId\"");

        assertThat(submitted(sly)).isEqualTo(submitted(SUBMITTED));
    }

    @Test
    void aNullableFieldMayBeNullOrAbsent() {
        String finding =
                "{\"paymentId\":\"%s-1\",\"gateway\":\"sandbox\",\"source\":\"QUERY\",\"verdict\":\"NOT_FOUND\",\"detail\":null,\"observedAt\":\"2026-01-02T03:04:05Z\"}"
                        .formatted(ORDER);

        GatewayFinding read =
                (GatewayFinding) codec.decode("payment-findings", "GatewayFinding", bytes(finding));

        assertThat(read.amount()).isNull();
        assertThat(read.detail()).isNull();
    }

    @Test
    void anIdOfAnotherTypeKeepsItsOwnForm() {
        UUID decision = UUID.fromString(ORDER);
        OperationsEvent.ReviewDecided decided =
                new OperationsEvent.ReviewDecided(
                        decision,
                        OrderId.parse(ORDER),
                        PaymentId.parse(ORDER + "-3"),
                        OperationsEvent.Decision.REFUND,
                        "ann",
                        "EXPIRED",
                        3);

        EventCodec.Encoded encoded = codec.encode(decided);

        assertThat(codec.decode(encoded.topic(), encoded.type(), encoded.value()))
                .isEqualTo(decided);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"reveals\":1}", "{\"cardId\":\"%1$s\"}", "null"})
    void aCardOfTheEvidenceNeedsItsFields(String card) {
        String evidence =
                "{\"orderId\":\"%1$s\",\"paymentId\":\"%1$s-1\",\"issuedAt\":\"2026-01-02T03:04:05Z\",\"cards\":[%2$s]}"
                        .formatted(ORDER, card.formatted(ORDER));

        assertThatThrownBy(() ->
                        codec.decode("fulfillment-events", "DeliveryEvidence", bytes(evidence)))
                .isInstanceOf(UnreadableEventException.class);
    }

    private OrderEvent.OrderSubmitted submitted(String value) {
        return (OrderEvent.OrderSubmitted)
                codec.decode("order-events", "OrderSubmitted", bytes(value));
    }

    private void assertUnreadable(String value, String named) {
        assertThatThrownBy(() -> codec.decode("order-events", "OrderSubmitted", bytes(value)))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining(named);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
