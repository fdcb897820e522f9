package steadfast.demo.buyers;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import steadfast.client.Answer;
import steadfast.client.ShopHttp;

/** A buyer's phone, which pays at the gateway without involving the shop. */
public final class Phone {

    private final ShopHttp http;

    public Phone(ShopHttp http) {
        this.http = http;
    }

    /** Does what a phone does after it has read the code. */
    Answer<JsonNode> scan(URI action) throws InterruptedException {
        return http.send(
                HttpRequest.newBuilder(action)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.noBody()));
    }
}
