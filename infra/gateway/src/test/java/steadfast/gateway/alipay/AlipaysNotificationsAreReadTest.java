package steadfast.gateway.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackReading.Claim;
import steadfast.gateway.CallbackReading.Genuine;
import steadfast.gateway.CallbackReading.Irrelevant;
import steadfast.gateway.CallbackReading.Reason;
import steadfast.gateway.CallbackReading.Rejected;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.contract.HmacCallback;
import steadfast.testkit.alipay.AlipayDouble;

class AlipaysNotificationsAreReadTest {
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

    private CallbackReading read(CallbackRequest request) {
        return bench.gateway().readCallback(request, NOW);
    }

    private CallbackReading readSigned() {
        return read(bench.notification(parameters, bench.theirs()));
    }

    @Test
    void eachStatusHasItsClaim() {
        assertClaim("TRADE_SUCCESS", Claim.CAPTURED, AMOUNT);
        assertClaim("TRADE_FINISHED", Claim.CAPTURED, AMOUNT);
        assertClaim("TRADE_CLOSED", Claim.REFUNDED, AMOUNT);
        parameters.remove("gmt_payment");
        assertClaim("TRADE_CLOSED", Claim.CANCELLED, null);
        parameters.put("trade_status", "WAIT_BUYER_PAY");
        assertThat(readSigned()).isInstanceOf(Irrelevant.class);
        parameters.put("trade_status", "TRADE_DREAMT");
        assertRejected(readSigned(), Reason.MALFORMED);
    }

    private void assertClaim(String status, Claim claim, Money amount) {
        parameters.put("trade_status", status);
        assertThat(readSigned())
                .isEqualTo(new Genuine(payment, claim, amount, parameters.get("notify_id"), NOW));
    }

    @Test
    void aRefundOfAPartIsNoCapture() {
        parameters.put("refund_fee", "1.00");

        assertThat(readSigned())
                .isEqualTo(
                        new Genuine(
                                payment,
                                Claim.PARTLY_REFUNDED,
                                new Money(100, "CNY"),
                                parameters.get("notify_id"),
                                NOW));
    }

    @Test
    void anAmountIsReadToTheCentOrNotAtAll() {
        for (String amount : new String[] {"49.051", "4,905", "1e2", "-1.00", "", " 49.05"}) {
            parameters.put("total_amount", amount);
            assertRejected(readSigned(), Reason.MALFORMED);
        }
        parameters.put("total_amount", "49.5");
        assertThat(readSigned())
                .isInstanceOfSatisfying(
                        Genuine.class,
                        genuine -> assertThat(genuine.amount()).isEqualTo(new Money(4950, "CNY")));
    }

    @Test
    void anotherAppOrSellerIsAnotherMerchant() {
        parameters.put("app_id", "2014072300007149");
        assertRejected(readSigned(), Reason.OTHER_MERCHANT);
        parameters.put("app_id", AlipayDouble.APP_ID);
        parameters.put("seller_id", "2088102146225136");
        assertRejected(readSigned(), Reason.OTHER_MERCHANT);
    }

    @Test
    void anotherAlgorithmIsRefusedEvenIfItsSignatureFits() {
        String content =
                new TreeMap<>(parameters)
                        .entrySet().stream()
                                .map(one -> one.getKey() + "=" + one.getValue())
                                .collect(Collectors.joining("&"));
        for (String type : new String[] {"RSA", "HMAC", "rsa2", ""}) {
            Map<String, String> signed = new LinkedHashMap<>(parameters);
            signed.put("sign_type", type);
            signed.put("sign", bench.theirs().sign(content, "SHA1withRSA"));
            assertRejected(read(AlipayBench.form(signed)), Reason.UNSUPPORTED_ALGORITHM);
        }
        Map<String, String> swapped = new LinkedHashMap<>(parameters);
        swapped.put("sign_type", "RSA2");
        swapped.put("sign", bench.theirs().sign(content, "SHA1withRSA"));
        assertRejected(read(AlipayBench.form(swapped)), Reason.WRONG_SIGNATURE);
    }

    /** Everybody has the public key: as a secret it would let everybody sign. */
    @Test
    void thePublicKeyIsNobodysSecret() {
        String content =
                new TreeMap<>(parameters)
                        .entrySet().stream()
                                .map(one -> one.getKey() + "=" + one.getValue())
                                .collect(Collectors.joining("&"));
        String hmac = HmacCallback.hmac(bench.theirs().publicKey(), content);
        String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hmac));
        for (String type : new String[] {"HMAC", "HMAC-SHA256", "HS256"}) {
            assertRejected(readSigned(type, base64), Reason.UNSUPPORTED_ALGORITHM);
        }
        assertRejected(readSigned("RSA2", base64), Reason.WRONG_SIGNATURE);
        assertRejected(readSigned("RSA2", hmac), Reason.WRONG_SIGNATURE);
    }

    private CallbackReading readSigned(String type, String signature) {
        Map<String, String> signed = new LinkedHashMap<>(parameters);
        signed.put("sign_type", type);
        signed.put("sign", signature);
        return read(AlipayBench.form(signed));
    }

    @Test
    void aParameterTwiceIsRefusedWhicheverIsSigned() {
        String body =
                new String(
                        bench.notification(parameters, bench.theirs()).body(),
                        StandardCharsets.UTF_8);

        assertRejected(
                read(
                        new CallbackRequest(
                                Map.of(),
                                (body + "&total%5Famount=0.01").getBytes(StandardCharsets.UTF_8))),
                Reason.DUPLICATE_PARAMETER);
    }

    @Test
    void anotherCharsetIsRefused() {
        parameters.put("charset", "GBK");

        assertRejected(readSigned(), Reason.MALFORMED);
    }

    @Test
    void whatIsSentAgainADayLaterIsStillBelieved() {
        CallbackRequest first = bench.notification(parameters, bench.theirs());

        assertThat(bench.gateway().readCallback(first, NOW.plus(Duration.ofHours(25))))
                .isInstanceOf(Genuine.class);
    }

    @Test
    void anotherShopsNumberIsIrrelevant() {
        parameters.put("out_trade_no", "20150320010101001");

        assertThat(readSigned()).isInstanceOf(Irrelevant.class);
    }

    private static void assertRejected(CallbackReading reading, Reason reason) {
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }
}
