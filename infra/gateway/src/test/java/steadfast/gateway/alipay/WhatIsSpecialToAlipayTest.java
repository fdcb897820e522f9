package steadfast.gateway.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.events.DeclineKind;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.ActionRequired;
import steadfast.gateway.GatewayAnswer.Cancelled;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.GatewayAnswer.Misconfigured;
import steadfast.gateway.GatewayAnswer.NotFound;
import steadfast.gateway.GatewayAnswer.RefundRefused;
import steadfast.gateway.GatewayAnswer.Refunded;
import steadfast.gateway.GatewayAnswer.Refused;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.GatewayError;
import steadfast.gateway.NotPayable;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.contract.TroubledProxy;
import steadfast.testkit.alipay.AlipayBook;
import steadfast.testkit.alipay.AlipayDouble;
import steadfast.testkit.alipay.TestKeys;

class WhatIsSpecialToAlipayTest {
    private static final Money AMOUNT = new Money(4905, "CNY");
    private static final Instant PAY_BY = Instant.parse("2100-01-01T00:00:00.9Z");

    private final PaymentId payment = PaymentId.first(new OrderId(UUID.randomUUID()));
    private final ChargeRequest request = new ChargeRequest(payment, AMOUNT, "qr", PAY_BY);
    private final RefundRequest refund = new RefundRequest(payment, 1, AMOUNT, "late");
    private AlipayBench bench;

    @BeforeEach
    void start() throws Exception {
        bench = new AlipayBench();
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    private AlipayBook.Trade scanned() {
        bench.gateway().charge(request);
        return bench.alipay().book().scan(TradeNumber.of(payment));
    }

    @Test
    void theCodeExpiresWhenTheOrderDoes() {
        assertThat(bench.gateway().charge(request))
                .isEqualTo(
                        new ActionRequired(
                                "https://qr.alipay.example/" + TradeNumber.of(payment), PAY_BY));
        assertThat(bench.alipay().book().timeExpire(TradeNumber.of(payment)))
                .isEqualTo("2100-01-01 08:00:00");
    }

    @Test
    void aNumberIsReadBackToItsPayment() {
        String number = TradeNumber.of(payment);

        assertThat(number).matches("\\w{1,64}");
        assertThat(TradeNumber.read(number)).contains(payment);
        assertThat(TradeNumber.read(number + "x")).isEmpty();
        assertThat(TradeNumber.read(number.substring(0, number.length() - 1) + "01")).isEmpty();
        assertThat(TradeNumber.read("20150320010101001")).isEmpty();
    }

    @Test
    void whatAlipayTakesFromNobodyIsNotEvenAskedFor() {
        assertNotPayable(charge(new Money(1, "USD")), NotPayable.CURRENCY_NOT_TAKEN);
        assertNotPayable(charge(new Money(0, "CNY")), NotPayable.AMOUNT_TOO_SMALL);
        assertNotPayable(charge(new Money(10_000_000_001L, "CNY")), NotPayable.AMOUNT_TOO_LARGE);
        assertThat(bench.proxy().requests()).isEmpty();
    }

    @Test
    void whatIsTooMuchForTheMerchantIsClosedAndKeepsAlipaysWords() {
        assertThat(charge(new Money(5_000_001, "CNY")))
                .isEqualTo(
                        Declined.notPayableThisWay(
                                NotPayable.AMOUNT_TOO_LARGE,
                                GatewayError.of(
                                        "ACQ.TOTAL_FEE_EXCEED",
                                        "\u8ba2\u5355\u603b\u91d1\u989d\u8d85\u8fc7\u9650\u989d")));
        assertThat(bench.proxy().requests()).anyMatch(line -> line.contains("alipay.trade.close"));
    }

    @Test
    void aRefusalWhileAnEarlierCodeWasPaidIsCaptured() {
        scanned();
        bench.alipay().book().onNextClose(AlipayBook.Trade::pay);

        assertThat(coded("40004", "ACQ.TOTAL_FEE_EXCEED")).isInstanceOf(Captured.class);
    }

    @Test
    void aRefusalWhoseCloseWasLostIsNoDefiniteNo() {
        bench.proxy()
                .spoilNext(line -> line.contains("alipay.trade.close"), TroubledProxy.CUT_BEFORE);

        assertUnknown(charge(new Money(5_000_001, "CNY")), Unknown.Cause.CONNECTION_LOST);
    }

    private GatewayAnswer charge(Money amount) {
        return bench.gateway().charge(new ChargeRequest(payment, amount, "qr", PAY_BY));
    }

    private static void assertNotPayable(GatewayAnswer answer, NotPayable why) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Declined.class,
                        no -> {
                            assertThat(no.kind()).isEqualTo(DeclineKind.NOT_PAYABLE_THIS_WAY);
                            assertThat(no.reason()).isEqualTo(why.code());
                        });
    }

    @Test
    void aTradeThatWaitsIsPendingAndCanBeClosed() {
        scanned();

        assertThat(bench.gateway().query(payment))
                .isEqualTo(new Unknown(Unknown.Cause.PENDING, "pending"));
        assertThat(bench.gateway().cancel(request)).isEqualTo(new Cancelled());
        assertThat(bench.gateway().query(payment)).isEqualTo(new Cancelled());
        assertThat(bench.gateway().cancel(request)).isEqualTo(new Cancelled());
        assertThat(bench.gateway().charge(request)).isEqualTo(new Cancelled());
    }

    @Test
    void nobodyScannedSoThereIsNothingToClose() {
        bench.gateway().charge(request);

        assertThat(bench.gateway().query(payment)).isEqualTo(new NotFound());
        assertThat(bench.gateway().cancel(request)).isEqualTo(new NotFound());
    }

    @Test
    void aFinishedTradeIsPaidAndGivesNothingBack() {
        AlipayBook.Trade trade = scanned();
        trade.pay();
        trade.finish();

        assertThat(bench.gateway().query(payment)).isInstanceOf(Captured.class);
        assertThat(bench.gateway().refund(refund))
                .isEqualTo(
                        new RefundRefused(
                                "ACQ.TRADE_HAS_FINISHED",
                                GatewayError.of("ACQ.TRADE_HAS_FINISHED", "\u5931\u8d25")));
    }

    @Test
    void aTradeThatAWholeRefundClosedIsRefunded() {
        AlipayBook.Trade trade = scanned();
        trade.pay();
        trade.giveBack("by_hand");

        assertThat(bench.gateway().query(payment)).isEqualTo(new Refunded(AMOUNT));
    }

    @Test
    void aRefundWhoseAnswerWasLostIsFoundAgain() {
        scanned().pay();
        bench.proxy()
                .spoilNext(line -> line.contains("alipay.trade.refund"), TroubledProxy.CUT_AFTER);

        assertThat(bench.gateway().refund(refund)).isInstanceOf(Unknown.class);

        assertThat(bench.gateway().refund(refund)).isEqualTo(new Refunded(AMOUNT));
        assertThat(bench.refunds(payment)).isOne();
    }

    @Test
    void anAnswerWithAnotherSignatureSaysNothing() {
        String node = "{\"code\":\"10000\",\"out_trade_no\":\"x\",\"qr_code\":\"https://evil\"}";
        String name = "alipay_trade_precreate_response";
        String foreign =
                "{\"" + name + "\":" + node + ",\"sign\":\"" + bench.merchants().sign(node) + "\"}";
        String unsigned = "{\"" + name + "\":" + node + "}";

        assertUnknown(answerTo(foreign), Unknown.Cause.NONSENSE);
        assertUnknown(answerTo(unsigned), Unknown.Cause.NONSENSE);
        assertUnknown(
                answerTo(bench.alipay().signed("alipay_trade_query_response", node)),
                Unknown.Cause.NONSENSE);
    }

    @Test
    void everyCodeHasItsMeaning() {
        assertUnknown(coded("40004", "ACQ.SYSTEM_ERROR"), Unknown.Cause.BUSY);
        assertUnknown(coded("40004", "isp.unknown"), Unknown.Cause.BUSY);
        assertUnknown(coded("20000", "aop.unknow-error"), Unknown.Cause.BUSY);
        assertUnknown(coded("40004", "ACQ.SOMETHING_NEW"), Unknown.Cause.OTHER_STATE);
        assertThat(coded("40005", "isv.app-call-limited")).isInstanceOf(Refused.class);
        assertThat(coded("40001", "isv.missing-method")).isInstanceOf(Misconfigured.class);
        assertThat(coded("40002", "isv.invalid-parameter")).isInstanceOf(Misconfigured.class);
        assertThat(coded("40006", "isv.insufficient-isv-permissions"))
                .isInstanceOf(Misconfigured.class);
        assertThat(coded("40004", "ACQ.CONTEXT_INCONSISTENT")).isInstanceOf(Misconfigured.class);
        assertThat(coded("40004", "ACQ.INVALID_PARAMETER")).isInstanceOf(Misconfigured.class);
        assertUnknown(coded("40006", "ACQ.SOMETHING_NEW"), Unknown.Cause.OTHER_STATE);
        for (String limit :
                new String[] {
                    "ACQ.TOTAL_FEE_EXCEED",
                    "ACQ.PRODUCT_AMOUNT_LIMIT_ERROR",
                    "ACQ.BEYOND_PAY_RESTRICTION",
                    "ACQ.BEYOND_PER_RECEIPT_RESTRICTION",
                    "ACQ.BEYOND_PER_RECEIPT_DAY_RESTRICTION",
                    "ACQ.BEYOND_PER_RECEIPT_SINGLE_RESTRICTION",
                    "ACQ.ERROR_SELLER_CERTIFY_LEVEL_LIMIT"
                }) {
            assertNotPayable(coded("40004", limit), NotPayable.AMOUNT_TOO_LARGE);
        }
        assertNotPayable(coded("40006", "ACQ.CURRENCY_NOT_SUPPORT"), NotPayable.CURRENCY_NOT_TAKEN);
        assertNotPayable(
                coded("40004", "ACQ.NOT_SUPPORT_PAYMENT_INST"), NotPayable.METHOD_NOT_AVAILABLE);
    }

    @Test
    void whatAlipaySaidOfOurMistakeIsKept() {
        assertThat(coded("40002", "isv.invalid-parameter"))
                .isEqualTo(
                        Misconfigured.of(
                                "code 40002",
                                GatewayError.of("isv.invalid-parameter", "\u5931\u8d25")));
    }

    @Test
    void aSlashThatIsEscapedAfterSigningIsStillSigned() {
        String node =
                "{\"code\":\"10000\",\"out_trade_no\":\""
                        + TradeNumber.of(payment)
                        + "\",\"qr_code\":\"https://qr\"}";
        String signed = bench.alipay().signed("alipay_trade_precreate_response", node);
        int sign = signed.indexOf(",\"sign\"");

        assertThat(answerTo(signed.substring(0, sign).replace("/", "\\/") + signed.substring(sign)))
                .isEqualTo(new ActionRequired("https://qr", PAY_BY));
    }

    @Test
    void aCodeThatNoWalletMayOpenSaysNothing() {
        for (String odd : new String[] {"javascript:alert(1)", "intent://x", "bax01234"}) {
            assertUnknown(answerTo(signedCode(odd)), Unknown.Cause.NONSENSE);
        }
        assertThat(answerTo(signedCode("alipays://platformapi/startapp?appId=1")))
                .isInstanceOf(ActionRequired.class);
    }

    private String signedCode(String code) {
        return bench.alipay()
                .signed(
                        "alipay_trade_precreate_response",
                        "{\"code\":\"10000\",\"out_trade_no\":\"%s\",\"qr_code\":\"%s\"}"
                                .formatted(TradeNumber.of(payment), code));
    }

    private GatewayAnswer coded(String code, String subCode) {
        return answerTo(
                bench.alipay()
                        .signed(
                                "alipay_trade_precreate_response",
                                AlipayDouble.failed(code, subCode).toString()));
    }

    private GatewayAnswer answerTo(String body) {
        bench.proxy()
                .spoilNext(
                        bench::takesMoney,
                        TroubledProxy.responding(
                                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: "
                                        + body.getBytes(StandardCharsets.UTF_8).length
                                        + "\r\n\r\n"
                                        + body));
        return bench.gateway().charge(request);
    }

    private static void assertUnknown(GatewayAnswer answer, Unknown.Cause cause) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.cause()).isEqualTo(cause));
    }

    @Test
    void anAppThatAlipayDoesNotKnowIsOurFaultThoughItCanSignNothing() {
        try (AlipayGateway stranger = bench.gateway("2000000000000000", bench.merchants())) {
            assertThat(stranger.query(payment)).isInstanceOf(Misconfigured.class);
        }
    }

    @Test
    void theJvmsListOfForbiddenCertificatesStays() {
        bench.gateway().query(payment);

        assertThat(Security.getProperty("jdk.certpath.disabledAlgorithms")).contains("MD5");
    }

    @Test
    void noKeyIsEverPrinted() {
        TestKeys keys = bench.merchants();

        assertThat(bench.settings("1", keys).toString()).doesNotContain(keys.privateKey());
        assertThat(bench.gateway().toString()).doesNotContain(keys.privateKey());
        assertThatThrownBy(() -> new Rsa2("bm8ga2V5", keys.publicKey()))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("bm8ga2V5");
    }
}
