package steadfast.demo.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static steadfast.demo.FakeShop.json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.client.ShopHttp;
import steadfast.demo.FakeShop;
import steadfast.demo.FakeShop.Reply;
import steadfast.demo.scenario.DemoFailure;

class GatewaySwitchTest {

    static final String WEATHER = "PUT /v1/weather";

    FakeShop shop;
    ShopHttp http;
    GatewaySwitch gateway;

    @BeforeEach
    void start() throws Exception {
        shop = new FakeShop();
        http = new ShopHttp();
        gateway = new GatewaySwitch(http, shop.gateways().getFirst());
    }

    @AfterEach
    void stop() {
        http.close();
        shop.close();
    }

    @Test
    void theGatewayIsTakenAwayAndBroughtBack() throws Exception {
        shop.on(WEATHER, json("{}"));

        gateway.takeDown();
        gateway.heal();

        assertThat(shop.requestsOf(WEATHER))
                .extracting(FakeShop.Request::body)
                .containsExactly("{\"down\":true}", "{\"down\":false}");
        assertThat(shop.requestsOf(WEATHER))
                .allMatch(request -> request.header("Authorization").equals("Bearer gateway-key"));
    }

    @Test
    void aGatewayThatDoesNotObeyEndsTheDemo() {
        shop.on(WEATHER, new Reply(404, "{}"));

        assertThatThrownBy(gateway::takeDown)
                .isInstanceOf(DemoFailure.class)
                .hasMessageContaining("weather of sandbox can't be changed");
    }
}
