package steadfast.demo.gateways;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import steadfast.client.ShopHttp;
import steadfast.client.ShopHttp.Answer;
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
        Answer answer =
                http.send(
                        "PUT",
                        gateway.address().resolve("/v1/weather"),
                        Map.of("Authorization", "Bearer " + gateway.key()),
                        "application/json",
                        JsonNodeFactory.instance.objectNode().put("down", down).toString());
        switch (answer) {
            case Answer.Ok ok -> {}
            case Answer.No no -> throw disobeyed(no.why());
            case Answer.Later later -> throw disobeyed(later.why());
        }
    }

    private DemoFailure disobeyed(String why) {
        return new DemoFailure(
                "the weather of " + gateway.name() + " can't be changed: " + why + ".");
    }
}
