package steadfast.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;

/** The application's port for health and metrics. */
public final class ManagementPort {

    /** The paths that each service serves only there. */
    private static final List<String> PATHS =
            List.of(
                    "/q/health",
                    "/q/health/live",
                    "/q/health/ready",
                    "/q/health/well",
                    "/q/metrics",
                    "/q/openapi");

    /** Health of the whole shop: down at a test's broker, whose topics anyone may write to. */
    private static final Set<String> OF_THE_WHOLE_SHOP = Set.of("/q/health", "/q/health/well");

    private ManagementPort() {}

    /** Returns the whole address of a path such as {@code /q/metrics}. */
    public static URI at(String path) {
        return address("test.management.url").resolve(path);
    }

    /** Returns each path that is about this instance alone, with its status at this port. */
    public static Map<String, Integer> statuses() {
        Map<String, Integer> statuses = statuses(address("test.management.url"));
        statuses.keySet().removeAll(OF_THE_WHOLE_SHOP);
        return statuses;
    }

    /** Returns each path with its status at the public port, which the service's callers use. */
    public static Map<String, Integer> statusesAtThePublicPort() {
        return statuses(address("test.url"));
    }

    private static URI address(String key) {
        return URI.create(ConfigProvider.getConfig().getValue(key, String.class));
    }

    private static Map<String, Integer> statuses(URI address) {
        Map<String, Integer> statuses = new TreeMap<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : PATHS) {
                statuses.put(
                        path,
                        client.send(
                                        HttpRequest.newBuilder(address.resolve(path)).build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return statuses;
    }
}
