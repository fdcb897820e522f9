package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The paths that a stranger makes up are no labels of a metric: a hundred of them would use all up
 * that there may be, and what is true of real paths would be counted no more.
 */
@ExtendWith(SystemShop.Extension.class)
class NoStrangersPathIsALabelIT {

    private static final Pattern LABEL =
            Pattern.compile("^http_server_requests_seconds_count\\{.*?\\buri=\"([^\"]*)\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order-service",
                "payment-service",
                "fulfillment-service",
                "reconciler-service"
            })
    void onlyPathsOfOursAreLabels(String service, SystemShop shop, ShopClient client)
            throws IOException {
        URI management = shop.running().management(service);
        URI door =
                switch (service) {
                    case "order-service" -> shop.running().order();
                    case "payment-service" -> shop.running().payment();
                    case "fulfillment-service" -> shop.running().fulfillment();
                    default -> shop.running().reconciler();
                };
        Set<String> known = new TreeSet<>();
        await().atMost(ShopClient.PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    known.clear();
                    client.open(management.resolve("/q/openapi?format=json"))
                            .json()
                            .path("paths")
                            .fieldNames()
                            .forEachRemaining(known::add);
                    assertThat(known).isNotEmpty();
                });

        for (String path : known) {
            String made = path.replaceAll("\\{[^}]*}", "made-up-" + service);
            for (String request :
                    new String[] {
                        "DELETE " + made,
                        "PATCH " + made + "/x/y",
                        "GET " + made + "%00",
                        "GET " + made + ";made=up",
                        "BREW " + made + "up",
                        "OPTIONS " + made + "/made-up"
                    }) {
                ask(door, request, "Content-Length: 0\r\n", true);
                // Who leaves before the answer is counted too.
                ask(door, request, "Content-Length: 10\r\n", false);
            }
        }

        await().atMost(ShopClient.PATIENCE)
                .untilAsserted(() ->
                        assertThat(labels(client, management))
                                .contains("other")
                                .containsAll(known));
        known.addAll(Set.of("other", "NOT_FOUND", "UNKNOWN", "root", "REDIRECTION"));
        assertThat(labels(client, management)).isSubsetOf(known);
    }

    private static void ask(URI door, String request, String headers, boolean waits)
            throws IOException {
        try (Socket socket = new Socket(door.getHost(), door.getPort())) {
            socket.setSoTimeout((int) ShopClient.PATIENCE.toMillis());
            socket.getOutputStream()
                    .write(
                            (request
                                            + " HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n"
                                            + headers
                                            + "\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
            if (waits) {
                InputStream answer = socket.getInputStream();
                assertThat(answer.readAllBytes()).isNotEmpty();
            }
        }
    }

    private static Set<String> labels(ShopClient client, URI management) {
        Set<String> labels = new TreeSet<>();
        client.open(management.resolve("/q/metrics"))
                .text()
                .lines()
                .map(LABEL::matcher)
                .filter(Matcher::find)
                .forEach(found -> labels.add(found.group(1)));
        return labels;
    }
}
