package steadfast.fulfillment.stock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.events.Sku;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class TheDocumentedLimitsWorkTest {

    private static final int CARDS = 10_000;
    private static final int MILLION = 1_000_000;

    @Inject TestShop shop;

    @Test
    void tenThousandCardsAreOneRequestByIdAndByTheLongestCodes() throws Exception {
        Sku sku = shop.newSku();
        Sku other = shop.newSku();
        String start = "\uD83C\uDFAE".repeat(460);
        List<String> longest =
                IntStream.range(0, CARDS)
                        .mapToObj(number -> start + "%s-%05d".formatted(sku, number))
                        .toList();
        assertThat(post(sku + "?heading=no", "text/csv", String.join("\n", longest)))
                .startsWith("200 ");

        assertThat(post(sku + "/moves", "application/json", change("codes", longest, other)))
                .startsWith("200 ")
                .contains("\"moved\":" + CARDS);
        List<String> ids =
                shop.query(
                        "select id::text from card where sku = ? and status = 'AVAILABLE'",
                        other.value());
        assertThat(ids).hasSize(CARDS);
        assertThat(
                        post(
                                other + "/voids",
                                "application/json",
                                voiding(ids, "\"" + shop.newId() + "\",")))
                .startsWith("400 ")
                .contains("\"field\":\"cardIds\"");
        assertThat(post(other + "/voids", "application/json", voiding(ids, "")))
                .startsWith("200 ")
                .contains("\"supply\":0");
    }

    @Test
    @Tag("long")
    void aMillionCodesAreOneImportAndOneMoreIsTooMany() throws Exception {
        Sku sku = shop.newSku();

        assertThat(post(sku.value(), "text/csv", shop.codes(sku, 0, MILLION + 1)))
                .startsWith("413 ")
                .contains("urn:steadfast:problem:too-many-codes");
        assertThat(post(sku.value(), "text/csv", shop.codes(sku, 0, MILLION)))
                .startsWith("200 ")
                .contains("\"imported\":" + MILLION);
    }

    @Test
    void noConnectionIsTakenForIdleWhileItsImportIsWritten() {
        Config config = ConfigProvider.getConfig();

        assertThat(config.getValue("quarkus.http.idle-timeout", Duration.class))
                .isGreaterThan(
                        config.getValue(
                                "steadfast.fulfillment.stock.import-timeout", Duration.class));
    }

    private static String change(String by, List<String> cards, Sku to) {
        return "{\"to\":\"%s\",\"reason\":\"wrong product\",\"%s\":[%s]}"
                .formatted(to, by, quoted(cards));
    }

    private static String voiding(List<String> ids, String more) {
        return "{\"reason\":\"recalled\",\"cardIds\":[%s%s]}".formatted(more, quoted(ids));
    }

    private static String quoted(List<String> texts) {
        return texts.stream().collect(Collectors.joining("\",\"", "\"", "\""));
    }

    /** What a busy machine sends too slowly is sent again, as the answer asks. */
    private static String post(String path, String contentType, String body)
            throws IOException, InterruptedException {
        String answer = postOnce(path, contentType, body);
        int tries = 1;
        while (answer.startsWith("408 ") && tries < 4) {
            answer = postOnce(path, contentType, body);
            tries++;
        }
        return answer;
    }

    /** The status and the body; with a client that takes bodies of this size. */
    private static String postOnce(String path, String contentType, String body)
            throws IOException, InterruptedException {
        URI address =
                ConfigProvider.getConfig()
                        .getValue("test.url", URI.class)
                        .resolve("/v1/stock/" + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(address)
                                    .header("Authorization", TestShop.OPERATOR)
                                    .header("Content-Type", contentType)
                                    .POST(BodyPublishers.ofByteArray(body.getBytes(UTF_8)))
                                    .build(),
                            BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
    }
}
