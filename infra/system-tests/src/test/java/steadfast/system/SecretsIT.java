package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import steadfast.local.demo.RunningShop;
import steadfast.system.ShopClient.Placed;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

@ExtendWith(SystemShop.Extension.class)
class SecretsIT {

    @Test
    void aCodeIsNowhereButInItsBuyersHands(SystemShop shop, ShopClient client) throws Exception {
        String canary = "CANARY-" + UUID.randomUUID();
        String sku = "CANARY-SKU-" + UUID.randomUUID();
        client.stock(sku, 900, List.of(canary));

        Placed order = client.place(UUID.randomUUID().toString(), sku, 1, "card");
        client.awaitStatus(order, "COMPLETED");
        assertThat(client.codes(order)).containsExactly(canary);

        // what certainly is there proves that the search finds what is there
        assertThat(filesWith(shop.data(), sku)).anyMatch(file -> file.contains("/kafka/"));
        assertThat(filesWith(shop.data(), sku)).anyMatch(file -> file.contains("/postgres"));
        assertThat(records(shop.running()))
                .anyMatch(record -> String.valueOf(record).contains(sku));
        for (String form : forms(canary)) {
            assertThat(filesWith(shop.data(), form)).as("files with " + form).isEmpty();
            assertThat(records(shop.running()))
                    .noneMatch(record -> String.valueOf(record).contains(form));
            for (URI service : services(shop.running())) {
                assertThat(client.open(service.resolve("/q/metrics")).text())
                        .contains("jvm_")
                        .doesNotContain(form);
            }
        }
    }

    @Test
    void keysAndTokensAreKeptOnlyAsHashes(SystemShop shop, ShopClient client) throws Exception {
        client.stock("KEYS", 900, Codes.some("KEYS", 1));
        Placed order = client.place(UUID.randomUUID().toString(), "KEYS", 1, "card");
        client.awaitStatus(order, "COMPLETED");
        assertThat(client.codes(order)).hasSize(1);

        assertThat(filesWith(shop.data(), shop.running().storefrontKey())).isEmpty();
        assertThat(filesWith(shop.data(), shop.running().operatorToken())).isEmpty();
        // order-service keeps its first answer, token included, for the same key asked again
        assertThat(filesWith(shop.data(), order.viewToken()))
                .allMatch(file -> file.contains("/postgres"));
        assertThat(records(shop.running()))
                .noneMatch(record -> String.valueOf(record).contains(order.viewToken()));
    }

    @Test
    void noDoorButHealthAndMetricsOpensWithoutAKey(SystemShop shop, ShopClient client) {
        RunningShop running = shop.running();

        assertThat(
                        Stream.of(
                                        running.order().resolve("/v1/catalog"),
                                        running.order().resolve("/v1/orders/" + UUID.randomUUID()),
                                        running.order().resolve("/v1/order-counts"),
                                        running.payment()
                                                .resolve("/v1/payments/" + UUID.randomUUID()),
                                        running.fulfillment().resolve("/v1/stock"),
                                        running.fulfillment()
                                                .resolve("/v1/cards/" + UUID.randomUUID()),
                                        running.reconciler().resolve("/v1/overdue"),
                                        running.sandbox().resolve("/v1/ledger"))
                                .map(door -> client.open(door).status()))
                .containsOnly(401);
        for (URI service : services(running)) {
            assertThat(client.open(service.resolve("/q/health")).status()).isEqualTo(200);
            assertThat(client.open(service.resolve("/q/metrics")).status()).isEqualTo(200);
        }
    }

    private static List<URI> services(RunningShop shop) {
        return List.of(shop.order(), shop.payment(), shop.fulfillment(), shop.reconciler());
    }

    /** As it is, and as a program may have written its bytes. */
    private static List<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String hex = HexFormat.of().formatHex(bytes);
        return List.of(
                secret,
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                hex,
                hex.toUpperCase(Locale.ROOT));
    }

    private static List<String> filesWith(Path folder, String text) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                if (contains(file, text)) {
                    found.add(file.toString());
                }
            }
        }
        return found;
    }

    private static boolean contains(Path file, String text) throws IOException {
        try {
            // One character a byte: a search for bytes, with the speed of a search for text.
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (NoSuchFileException e) {
            return false; // a live system: deleted since it was listed
        }
    }

    /** Every record of every topic, whatever the broker did to its bytes. */
    private static List<TestRecord> records(RunningShop shop) throws Exception {
        List<TestRecord> found = new ArrayList<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", shop.kafkaBootstrap()));
                TestRecords records = TestRecords.at(shop.kafkaBootstrap())) {
            for (String topic : admin.listTopics().names().get()) {
                found.addAll(records.all(topic));
            }
        }
        return found;
    }
}
