package steadfast.bench.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Switches the gateway off and on by its weather, and counts the calls that came meanwhile. */
final class GatewayControl {

    private final URI weather;
    private final String key;
    private final JsonMapper json = new JsonMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** Controls the sandbox at this address. */
    GatewayControl(URI sandbox, String key) {
        this.weather = sandbox.resolve("/v1/weather");
        this.key = key;
    }

    /** Lets no call about a payment through from now on. */
    void takeDown() throws IOException, InterruptedException {
        set("{\"down\":true}");
    }

    /** Lets every call through again. */
    void heal() throws IOException, InterruptedException {
        set("{\"down\":false}");
    }

    /** Returns the calls that came while it was down, since it was started. */
    int swallowedCalls() throws IOException, InterruptedException {
        return answer(request().GET().build()).required("swallowed").intValue();
    }

    private void set(String change) throws IOException, InterruptedException {
        answer(
                request()
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(change))
                        .build());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(weather)
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Bearer " + key);
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("the gateway's weather: " + response.body());
        }
        return json.readTree(response.body());
    }
}
