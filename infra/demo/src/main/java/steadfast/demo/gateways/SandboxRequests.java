package steadfast.demo.gateways;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import steadfast.launcher.shop.GatewayAccess;

/** The requests that a merchant sends to a sandbox, beside the shop. */
final class SandboxRequests {

    private SandboxRequests() {}

    static HttpRequest.Builder get(GatewayAccess gateway, String path) {
        return to(gateway, path).GET();
    }

    static HttpRequest.Builder put(GatewayAccess gateway, String path, String body) {
        return to(gateway, path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder to(GatewayAccess gateway, String path) {
        return HttpRequest.newBuilder(gateway.address().resolve(path))
                .header("Authorization", "Bearer " + gateway.key());
    }
}
