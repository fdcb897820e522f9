package steadfast.local.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import steadfast.local.demo.ShopHttp.Answer;

/** Takes the payment gateway away and brings it back. */
final class GatewaySwitch {

    private final ShopHttp http;
    private final RunningShop shop;

    GatewaySwitch(ShopHttp http, RunningShop shop) {
        this.http = http;
        this.shop = shop;
    }

    /**
     * From now on nobody reaches it.
     *
     * @throws DemoFailure if it does not obey
     */
    void takeDown() throws InterruptedException {
        set(true);
    }

    /**
     * From now on it answers again, as its weather has it.
     *
     * @throws DemoFailure if it does not obey
     */
    void heal() throws InterruptedException {
        set(false);
    }

    private void set(boolean down) throws InterruptedException {
        Answer answer =
                http.send(
                        "PUT",
                        shop.sandbox().resolve("/v1/weather"),
                        Map.of("Authorization", "Bearer " + shop.sandboxKey()),
                        "application/json",
                        JsonNodeFactory.instance.objectNode().put("down", down).toString());
        switch (answer) {
            case Answer.Ok ok -> {}
            case Answer.No no -> throw disobeyed(no.why());
            case Answer.Later later -> throw disobeyed(later.why());
        }
    }

    private static DemoFailure disobeyed(String why) {
        return new DemoFailure("the gateway's weather can't be changed: " + why + ".");
    }
}
