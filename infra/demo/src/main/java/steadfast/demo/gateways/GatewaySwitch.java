package steadfast.demo.gateways;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import steadfast.client.Answer;
import steadfast.client.ShopHttp;
import steadfast.demo.scenario.DemoFailure;
import steadfast.launcher.shop.GatewayAccess;

/** Takes one payment gateway down and brings it back. */
public final class GatewaySwitch {

    private final ShopHttp http;
    private final GatewayAccess gateway;

    public GatewaySwitch(ShopHttp http, GatewayAccess gateway) {
        this.http = http;
        this.gateway = gateway;
    }

    String gateway() {
        return gateway.name();
    }

    /**
     * Takes it down.
     *
     * @throws DemoFailure if it does not obey
     */
    public void takeDown() throws InterruptedException {
        set(true);
    }

    /**
     * Brings it back, with its faults.
     *
     * @throws DemoFailure if it does not obey
     */
    public void heal() throws InterruptedException {
        set(false);
    }

    private void set(boolean down) throws InterruptedException {
        Answer<JsonNode> answer =
                http.send(
                        SandboxRequests.put(
                                gateway,
                                "/v1/weather",
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("down", down)
                                        .toString()));
        switch (answer) {
            case Answer.Ok<JsonNode> ok -> {}
            case Answer.No<JsonNode> no -> throw disobeyed(no.why());
            case Answer.Later<JsonNode> later -> throw disobeyed(later.why());
        }
    }

    private DemoFailure disobeyed(String why) {
        return new DemoFailure(
                "the weather of " + gateway.name() + " can't be changed: " + why + ".");
    }
}
