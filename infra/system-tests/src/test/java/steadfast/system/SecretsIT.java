package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import steadfast.launcher.shop.RunningShop;
import steadfast.system.ShopClient.Placed;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

@Tag("long")
@ExtendWith(SystemShop.Extension.class)
class SecretsIT {

    private static final byte[] ZEROS = new byte[64 * 1024];

    @Test
    void aCodeIsNowhereButInItsBuyersHands(SystemShop shop, ShopClient client) throws Exception {
        String canary = "CANARY-" + UUID.randomUUID();
        String sku = "CANARY-SKU-" + UUID.randomUUID();
        client.stock(sku, 900, List.of(canary));

        Placed order = client.place(UUID.randomUUID().toString(), sku, 1, "card");
        client.awaitStatus(order, "COMPLETED");
        assertThat(client.codes(order)).containsExactly(canary);

        List<TestRecord> records = records(shop.running());
        // what certainly is there proves that the search finds what is there
        Map<String, List<String>> files = filesWith(shop.data(), concat(forms(canary), sku));
        assertThat(files.remove(sku))
                .anyMatch(file -> file.contains("/kafka/"))
                .anyMatch(file -> file.contains("/postgres"));
        assertThat(records).anyMatch(record -> record.toString().contains(sku));

        assertThat(files).isEmpty();
        for (String form : forms(canary)) {
            assertThat(records).noneMatch(record -> record.toString().contains(form));
            for (URI service : management(shop.running())) {
                assertThat(client.open(service.resolve("/q/metrics")).text())
                        .contains("jvm_")
                        .doesNotContain(form);
            }
        }
    }

    @Test
    void keysAndTokensAreKeptOnlyAsHashes(SystemShop shop, ShopClient client) throws Exception {
        client.stock("KEYS", 900, Codes.some("KEYS", 1));
        String idempotencyKey = UUID.randomUUID().toString();
        Placed order = client.place(idempotencyKey, "KEYS", 1, "card");
        client.awaitStatus(order, "COMPLETED");
        assertThat(client.codes(order)).hasSize(1);

        Map<String, List<String>> files =
                filesWith(
                        shop.data(),
                        List.of(
                                shop.running().storefrontKey(),
                                shop.running().operatorToken(),
                                order.viewToken(),
                                idempotencyKey,
                                order.orderId()));
        // what certainly is there proves that the search finds what is there
        assertThat(files).containsOnlyKeys(order.orderId());
        assertThat(records(shop.running()))
                .noneMatch(record -> record.toString().contains(order.viewToken()));
    }

    @Test
    void whatCallbacksAreSignedWithIsInItsOwnFileAlone(SystemShop shop, ShopClient client)
            throws Exception {
        client.stock("SIGNED", 900, Codes.some("SIGNED", 2));
        for (String method : List.of("card", "wallet")) {
            Placed order = client.place(UUID.randomUUID().toString(), "SIGNED", 1, method);
            client.awaitStatus(order, "COMPLETED");
        }

        Path kept = shop.data().resolve("callback-secrets.properties");
        List<String> secrets =
                Files.readAllLines(kept).stream()
                        .map(line -> line.substring(line.indexOf('=') + 1))
                        .toList();
        assertThat(secrets).hasSize(2).doesNotHaveDuplicates();
        Map<String, List<String>> files = filesWith(shop.data(), secrets);
        for (String secret : secrets) {
            assertThat(files.get(secret)).containsExactly(kept.toString());
            assertThat(records(shop.running()))
                    .noneMatch(record -> record.toString().contains(secret));
        }
    }

    @Test
    void noProcessKnowsASecretThatIsNoneOfItsBusiness(SystemShop shop) throws Exception {
        for (String name : List.of("kafka", "postgres", "sandbox", "sandbox-b")) {
            assertThat(environment(shop, name))
                    .as(name)
                    .contains("PATH=")
                    .doesNotContain("canary", "STRIPE_", "ALIPAY_", "SASL", "_JDBC_");
        }
        for (String name : List.of("order-service", "fulfillment-service")) {
            assertThat(environment(shop, name))
                    .as(name)
                    .contains("canary-kafka")
                    .doesNotContain("canary-stripe", "canary-alipay", "canary-cloud")
                    .doesNotContain("SANDBOX_", "STEADFAST_GATEWAYS_");
        }
        for (String name : List.of("payment-service", "reconciler-service")) {
            assertThat(environment(shop, name))
                    .as(name)
                    .contains("canary-kafka", "canary-stripe", "canary-alipay")
                    .doesNotContain("canary-cloud");
        }
        Map<String, String> passwords = databasePasswords(shop);
        for (String service : List.of("order", "payment", "fulfillment", "reconciler")) {
            String own = environment(shop, service + "-service");
            assertThat(passwords.values().stream().filter(own::contains)).hasSize(2);
        }
    }

    @Test
    void eachServiceEntersItsOwnDatabaseAndNobodyIsSuperuserByTheNetwork(SystemShop shop)
            throws Exception {
        List<String> databases = List.of("orders", "payments", "fulfillment", "reconciler");
        for (String own : databases) {
            String url = shop.running().jdbcUrl(own);
            for (String database : databases) {
                assertThat(refusal(url.replace("/" + own + "?", "/" + database + "?")))
                        .as("%s in %s", own, database)
                        .isEqualTo(database.equals(own) ? "" : "28000");
            }
            String anyone = url.substring(0, url.indexOf('?'));
            assertThat(refusal(anyone + "?user=postgres&password=postgres")).isEqualTo("28000");
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute("create temporary table said (line text)");
                for (String command :
                        List.of(
                                "copy said from program 'id'",
                                "copy said from '/etc/passwd'",
                                "select pg_read_file('/etc/passwd')")) {
                    assertThatThrownBy(() -> statement.execute(command))
                            .isInstanceOfSatisfying(
                                    SQLException.class,
                                    e -> assertThat(e.getSQLState()).isEqualTo("42501"));
                }
            }
        }
    }

    @Test
    void asTheServicesNobodyChangesWhatWasWrittenDown(SystemShop shop) throws Exception {
        int kept = 0;
        for (String database : List.of("orders", "payments", "fulfillment", "reconciler")) {
            try (Connection connection =
                            DriverManager.getConnection(shop.running().jdbcUrl(database));
                    Statement statement = connection.createStatement()) {
                for (String table : appendOnlyTables(statement)) {
                    kept++;
                    String column = secondColumn(statement, table);
                    for (String command :
                            List.of(
                                    "update %1$s set %2$s = %2$s".formatted(table, column),
                                    "delete from " + table,
                                    "truncate " + table + " cascade",
                                    "alter table " + table + " disable trigger all",
                                    "drop table " + table + " cascade",
                                    "set session_replication_role = replica")) {
                        assertThatThrownBy(() -> statement.execute(command))
                                .as(command)
                                .isInstanceOfSatisfying(
                                        SQLException.class,
                                        e -> assertThat(e.getSQLState()).isEqualTo("42501"));
                    }
                }
                assertThatThrownBy(() -> statement.execute("create table public.mine ()"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("42501"));
            }
        }
        assertThat(kept).isGreaterThanOrEqualTo(7);
    }

    private static List<String> appendOnlyTables(Statement statement) throws SQLException {
        return strings(
                statement,
                """
                select distinct tgrelid::regclass from pg_trigger
                where tgname like '%\\_append\\_only'\
                """);
    }

    private static String secondColumn(Statement statement, String table) throws SQLException {
        return strings(
                        statement,
                        "select attname from pg_attribute where attrelid = '%s'::regclass and attnum = 2"
                                .formatted(table))
                .getFirst();
    }

    private static List<String> strings(Statement statement, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    @Test
    void noFileThatOthersMayReadHoldsASecret(SystemShop shop) throws Exception {
        assertThat(permissions(shop.data())).isEqualTo("rwx------");
        List<String> secrets = new ArrayList<>(databasePasswords(shop).values());
        secrets.addAll(values(shop.data().resolve("kafka-passwords.properties")).values());
        for (String file : List.of("callback-secrets.properties", "access.properties")) {
            secrets.addAll(values(shop.data().resolve(file)).values());
        }
        secrets.add(Files.readString(shop.data().resolve("keys/cards.json")));
        // What certainly is there proves that the search finds what is there.
        Map<String, List<String>> found = filesWith(shop.data(), secrets);
        assertThat(found).containsOnlyKeys(secrets);

        for (List<String> files : found.values()) {
            for (String file : files) {
                assertThat(permissions(Path.of(file))).as(file).endsWith("------");
            }
        }
        for (String folder : List.of("kafka", "postgres", "sandbox", "sandbox-b", "keys")) {
            try (Stream<Path> files = Files.walk(shop.data().resolve(folder))) {
                assertThat(files.filter(Files::isRegularFile).limit(100))
                        .as(folder)
                        .isNotEmpty()
                        .allSatisfy(file ->
                                assertThat(permissionsIfThere(file))
                                        .as("%s", file)
                                        .endsWith("------"));
            }
        }
    }

    /** In /tmp another user may have made the name first. */
    @Test
    void noProcessMakesItsTemporaryFilesWhereOthersMayToo(SystemShop shop) throws Exception {
        Path temporary = shop.data().resolve("tmp");
        for (String name :
                List.of(
                        "kafka",
                        "sandbox",
                        "sandbox-b",
                        "order-service",
                        "payment-service",
                        "fulfillment-service",
                        "reconciler-service")) {
            assertThat(Files.readString(Path.of("/proc", "" + shop.pid(name), "cmdline")))
                    .as(name)
                    .contains("\0-Djava.io.tmpdir=" + temporary + "\0");
        }
        assertThat(permissions(temporary)).isEqualTo("rwx------");
        assertThat(temporary.resolve("vertx-cache")).doesNotExist();
    }

    /** What a process was started with, as everybody who runs as its user can read it. */
    private static String environment(SystemShop shop, String name) throws IOException {
        return Files.readString(
                        Path.of("/proc", "" + shop.pid(name), "environ"),
                        StandardCharsets.ISO_8859_1)
                .replace('\0', '\n');
    }

    private static Map<String, String> databasePasswords(SystemShop shop) throws IOException {
        Map<String, String> passwords =
                values(shop.data().resolve("database-passwords.properties"));
        assertThat(passwords).hasSize(8);
        assertThat(passwords.values()).doesNotHaveDuplicates();
        return passwords;
    }

    private static Map<String, String> values(Path properties) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(properties)) {
            int equals = line.indexOf('=');
            values.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return values;
    }

    /** The SQLSTATE that it is refused by; empty if it is let in. */
    private static String refusal(String url) {
        try {
            DriverManager.getConnection(url).close();
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** Of a live system: a file may be gone since it was listed. */
    private static String permissionsIfThere(Path file) throws IOException {
        try {
            return permissions(file);
        } catch (NoSuchFileException e) {
            return "------";
        }
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
                                        running.gateways()
                                                .getFirst()
                                                .address()
                                                .resolve("/v1/ledger"),
                                        running.gateways()
                                                .getLast()
                                                .address()
                                                .resolve("/v1/ledger"))
                                .map(door -> client.open(door).status()))
                .containsOnly(401);
        for (URI service : management(running)) {
            // Not whether the shop is well: another test has forged a decision in it.
            assertThat(client.open(service.resolve("/q/health/ready")).status()).isEqualTo(200);
            assertThat(client.open(service.resolve("/q/health")).status()).isIn(200, 503);
            assertThat(client.open(service.resolve("/q/metrics")).status()).isEqualTo(200);
        }
    }

    @Test
    void healthAndMetricsAreAtNoDoorThatStrangersReach(SystemShop shop, ShopClient client) {
        RunningShop running = shop.running();
        List<String> printed =
                List.of(
                        "/q/health",
                        "/q/health/live",
                        "/q/health/ready",
                        "/q/health/well",
                        "/q/metrics",
                        "/q/openapi",
                        "/q/swagger-ui");

        for (URI service :
                List.of(
                        running.order(),
                        running.payment(),
                        running.fulfillment(),
                        running.reconciler())) {
            assertThat(printed)
                    .allSatisfy(path ->
                            assertThat(client.open(service.resolve(path)).status())
                                    .as("%s of %s", path, service)
                                    .isEqualTo(404));
        }
    }

    private static List<URI> management(RunningShop shop) {
        return Stream.of(
                        "order-service",
                        "payment-service",
                        "fulfillment-service",
                        "reconciler-service")
                .map(shop::management)
                .toList();
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

    /** The texts that are in any file, and in which. */
    private static Map<String, List<String>> filesWith(Path folder, List<String> texts)
            throws IOException {
        Map<String, List<String>> found = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(SecretsIT::mayHoldText)::iterator) {
                String content = content(file);
                for (String text : texts) {
                    if (content.contains(text)) {
                        found.computeIfAbsent(text, key -> new ArrayList<>()).add(file.toString());
                    }
                }
            }
        }
        return found;
    }

    /** Kafka's indexes hold offsets alone, and are gigabytes of zeros for some bytes of content. */
    private static boolean mayHoldText(Path file) {
        return Files.isRegularFile(file) && !file.toString().endsWith("index");
    }

    /**
     * One character per byte: a search for bytes, with the speed of a search for text. A block of
     * zeros, of which a log may end in many, is one character.
     */
    private static String content(Path file) throws IOException {
        StringBuilder content = new StringBuilder();
        byte[] block = new byte[ZEROS.length];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.readNBytes(block, 0, block.length);
                    read > 0;
                    read = in.readNBytes(block, 0, block.length)) {
                content.append(
                        Arrays.equals(block, 0, read, ZEROS, 0, read)
                                ? "\0"
                                : new String(block, 0, read, StandardCharsets.ISO_8859_1));
            }
            return content.toString();
        } catch (NoSuchFileException e) {
            return ""; // a live system: deleted since it was listed
        }
    }

    private static List<String> concat(List<String> texts, String another) {
        List<String> all = new ArrayList<>(texts);
        all.add(another);
        return all;
    }

    /** Every record of every topic, whatever the broker did to its bytes. */
    private static List<TestRecord> records(RunningShop shop) {
        try (TestRecords records = TestRecords.at(shop.kafkaSettings())) {
            return records.everything();
        }
    }
}
