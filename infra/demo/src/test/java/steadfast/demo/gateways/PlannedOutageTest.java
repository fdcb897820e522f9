package steadfast.demo.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static steadfast.demo.FakeShop.json;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.client.ShopHttp;
import steadfast.demo.FakeShop;
import steadfast.demo.FakeShop.Reply;
import steadfast.demo.scenario.DemoFailure;
import steadfast.demo.scenario.Pace;

class PlannedOutageTest {

    static final String WEATHER = "PUT /v1/weather";

    final List<String> printed = new CopyOnWriteArrayList<>();
    FakeShop shop;
    ShopHttp http;
    PlannedOutage planned;

    @BeforeEach
    void start() throws Exception {
        shop = new FakeShop().on(WEATHER, json("{}"));
        http = new ShopHttp();
        planned =
                new PlannedOutage(
                        new GatewaySwitch(http, shop.gateways().getFirst()),
                        new Pace(Pace.FASTEST),
                        Clock.systemUTC(),
                        printed::add);
    }

    @AfterEach
    void stop() {
        http.close();
        shop.close();
    }

    @Test
    void aGatewayThatWentAwayIsBackWhenTheRunEnds() {
        planned.plan();
        Awaitility.await().until(() -> !shop.requestsOf(WEATHER).isEmpty());

        planned.close();

        assertThat(shop.requestsOf(WEATHER))
                .extracting(FakeShop.Request::body)
                .containsExactly("{\"down\":true}", "{\"down\":false}");
        assertThat(planned.outage().orElseThrow().gateway()).isEqualTo("sandbox");
        assertThat(printed).containsExactly("sandbox goes away", "sandbox is back");
    }

    @Test
    void aRunThatEndsBeforeItSeesNone() {
        planned.plan();

        planned.close();

        assertThat(shop.requests).isEmpty();
        assertThat(planned.outage()).isEmpty();
    }

    @Test
    void oneThatWasNotPlannedNeverComes() {
        planned.close();

        assertThat(shop.requests).isEmpty();
    }

    @Test
    void aGatewayThatDoesNotObeyEndsTheDemo() {
        shop.on(WEATHER, new Reply(404, "{}"));
        planned.plan();
        Awaitility.await().until(() -> !shop.requestsOf(WEATHER).isEmpty());

        assertThatThrownBy(planned::close).isInstanceOf(DemoFailure.class);
    }
}
