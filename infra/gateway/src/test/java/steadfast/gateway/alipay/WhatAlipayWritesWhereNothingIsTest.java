package steadfast.gateway.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackReading.Claim;
import steadfast.gateway.CallbackReading.Genuine;
import steadfast.gateway.CallbackReading.Rejected;

/** Empty texts and zeroes where others leave a field out, and fields about other currencies. */
class WhatAlipayWritesWhereNothingIsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Money AMOUNT = new Money(4905, "CNY");

    private final PaymentId payment = PaymentId.first(new OrderId(UUID.randomUUID()));
    private AlipayBench bench;
    private Map<String, String> parameters = Map.of();

    @BeforeEach
    void start() throws Exception {
        bench = new AlipayBench();
        parameters = bench.notification(payment, AMOUNT, NOW);
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    private CallbackReading readSigned() {
        return bench.gateway().readCallback(bench.notification(parameters, bench.theirs()), NOW);
    }

    private void assertClaim(Claim claim) {
        assertThat(readSigned())
                .isInstanceOfSatisfying(
                        Genuine.class, genuine -> assertThat(genuine.claim()).isEqualTo(claim));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00", "0", "0.0", "", " "})
    void noRefundIsNoRefundHoweverItIsWritten(String fee) {
        parameters.put("refund_fee", fee);

        assertClaim(Claim.CAPTURED);

        parameters.put("trade_status", "TRADE_FINISHED");
        assertClaim(Claim.CAPTURED);
    }

    @Test
    void aTimeOfARefundWithoutAnAmountLeavesTheQueryToTell() {
        parameters.put("gmt_refund", "2026-03-01 19:59:30.000");

        assertClaim(Claim.CAPTURED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRADE_SUCCESS", "TRADE_FINISHED"})
    void onlyWhatIsMoreThanNothingIsARefundOfAPart(String status) {
        parameters.put("trade_status", status);
        parameters.put("refund_fee", "0.01");

        assertClaim(Claim.PARTLY_REFUNDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"49.05", "50.00"})
    void theWholeOfItIsARefundWhateverTheStatus(String fee) {
        parameters.put("refund_fee", fee);

        assertClaim(Claim.REFUNDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1.00", "abc", "1.001", "1,00", "NaN"})
    void whatIsNoAmountIsRejectedAndNotDropped(String fee) {
        parameters.put("refund_fee", fee);

        assertThat(readSigned()).isInstanceOf(Rejected.class);
    }

    @Test
    void anEmptyTimeOfPaymentIsNone() {
        parameters.put("trade_status", "TRADE_CLOSED");
        parameters.put("gmt_payment", "");

        assertClaim(Claim.CANCELLED);
    }

    @Test
    void anAmountInAnotherCurrencyIsNotTakenForYuan() {
        parameters.put("trans_currency", "USD");
        assertThat(readSigned()).isInstanceOf(Rejected.class);

        parameters.put("trans_currency", "CNY");
        assertClaim(Claim.CAPTURED);
        parameters.put("trans_currency", "");
        assertClaim(Claim.CAPTURED);
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"send_pay_date\":\"\"", ",\"send_pay_date\":null", ""})
    void aTradeClosedUnpaidIsClosedHoweverItsMissingPaymentIsWritten(String field)
            throws Exception {
        assertThat(trade("TRADE_CLOSED", field)).isEqualTo(new Trade.Closed());
    }

    @Test
    void aTradeOverAnotherCurrencyTellsNothing() {
        String paidInDollars =
                ",\"send_pay_date\":\"2026-03-01 19:59:00\",\"trans_currency\":\"USD\"";

        assertThatThrownBy(() -> trade("TRADE_SUCCESS", paidInDollars))
                .isInstanceOf(UnreadableAlipayException.class);
    }

    private Trade trade(String status, String more) throws Exception {
        JsonNode json =
                new ObjectMapper()
                        .readTree(
                                "{\"out_trade_no\":\"%s\",\"trade_status\":\"%s\",\"total_amount\":\"49.05\"%s}"
                                        .formatted(TradeNumber.of(payment), status, more));
        return Trade.read(json, payment);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.01", "10, 0.10", "100, 1.00", "4905, 49.05", "10000000000, 100000000.00"})
    void fenAreTwoDigitsOfYuanBothWays(long fen, String yuan) throws Exception {
        assertThat(Yuan.write(new Money(fen, "CNY"))).isEqualTo(yuan);
        assertThat(Yuan.read(yuan)).isEqualTo(new Money(fen, "CNY"));
    }

    @Test
    void digitsAndTimesAreTheSameInEveryLocaleOfTheMachine() {
        Locale before = Locale.getDefault();
        try {
            for (String locale :
                    new String[] {"ar-EG-u-nu-arab", "fa-IR", "th-TH-u-ca-buddhist-nu-thai"}) {
                Locale.setDefault(Locale.forLanguageTag(locale));

                assertThat(Yuan.write(AMOUNT)).as(locale).isEqualTo("49.05");
                assertThat(ChinaTime.write(NOW)).as(locale).isEqualTo("2026-03-01 20:00:00");
            }
        } finally {
            Locale.setDefault(before);
        }
    }
}
