package steadfast.demo.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.demo.FakeShop.json;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.client.ShopHttp;
import steadfast.demo.FakeShop;
import steadfast.demo.FakeShop.Reply;

class CallbackStatisticsTest {

    FakeShop shop;

    @BeforeEach
    void start() throws Exception {
        shop =
                new FakeShop()
                        .on(
                                "GET /v1/callbacks",
                                json(
                                        """
                                        {"events":{"none":3,"callback-lost":1},"sent":{"genuine":3,"duplicate":1},\
                                        "repeated":2,"acknowledged":4,"givenUp":1,"dropped":0,"waiting":0}\
                                        """));
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void bothEndsAreAsked() throws Exception {
        shop.on(
                "GET /q/metrics",
                new Reply(
                        200,
                        """
                        # TYPE gateway_callbacks_total counter
                        gateway_callbacks_total{gateway="sandbox",outcome="accepted"} 4.0
                        gateway_callbacks_total{outcome="forged",gateway="sandbox-b"} 2.0
                        gateway_callbacks_totally_other{gateway="sandbox",outcome="accepted"} 9.0
                        """));

        assertThat(reports())
                .containsExactly(
                        report("sandbox", Map.of("accepted", 4L)),
                        report("sandbox-b", Map.of("forged", 2L)));
    }

    @Test
    void aPaymentServiceThatCountsNothingIsPassedOver() throws Exception {
        assertThat(reports())
                .containsExactly(report("sandbox", Map.of()), report("sandbox-b", Map.of()));
    }

    private static CallbackReport report(String gateway, Map<String, Long> taken) {
        return new CallbackReport(
                gateway,
                Map.of("none", 3L, "callback-lost", 1L),
                Map.of("genuine", 3L, "duplicate", 1L),
                2,
                4,
                1,
                taken);
    }

    private List<CallbackReport> reports() throws Exception {
        try (ShopHttp http = new ShopHttp()) {
            return new CallbackStatistics(http, shop).reports();
        }
    }
}
