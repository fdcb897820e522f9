package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import steadfast.client.HttpAnswer;

/**
 * Holds the names that data, storefronts, operators' tools and boards know, as the files of {@code
 * src/test/resources/names} list them: a class may be renamed at any time, these may not. The
 * events' names are held by their schemas, the settings' by the table of configuration.md.
 *
 * <p>Where one changes on purpose, {@code infra/run test system-tests NamesThatOthersReadIT
 * -Dsteadfast.names=write} writes the files anew, and the commit says why.
 */
@ExtendWith(SystemShop.Extension.class)
class NamesThatOthersReadIT {

    private static final Path NAMES = Path.of("src/test/resources/names");
    private static final Path ROOT = Path.of("../..");
    private static final List<String> GROUPS =
            List.of(
                    "order-service",
                    "payment-service",
                    "fulfillment-service",
                    "reconciler-service");

    @Test
    void pathsParametersAndFields(SystemShop shop, ShopClient client) throws IOException {
        List<String> found = new ArrayList<>();
        for (String service : GROUPS) {
            URI document = shop.running().management(service).resolve("/q/openapi?format=json");
            // Another test may have killed it a moment ago.
            HttpAnswer answer =
                    await().atMost(ShopClient.PATIENCE)
                            .ignoreExceptions()
                            .until(
                                    () -> client.open(document),
                                    response -> response.status() == 200);
            found.add("# " + service);
            found.addAll(new HttpNames(answer.json()).lines());
        }

        assertSame("http.txt", found);
    }

    @Test
    void tablesAndColumns(SystemShop shop) throws IOException, SQLException {
        List<String> found = new ArrayList<>();
        for (String database : List.of("orders", "payments", "fulfillment", "reconciler")) {
            found.add("# " + database);
            try (Connection connection =
                            DriverManager.getConnection(shop.running().jdbcUrl(database));
                    Statement statement = connection.createStatement();
                    ResultSet columns =
                            statement.executeQuery(
                                    """
                                    select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                                    from pg_attribute a
                                    join pg_class c on c.oid = a.attrelid
                                    where c.relnamespace = 'public'::regnamespace
                                    and c.relkind in ('r', 'p', 'v') and a.attnum > 0 and not a.attisdropped
                                    order by c.relname collate "C", a.attname collate "C"
                                    """)) {
                while (columns.next()) {
                    found.add(columns.getString(1));
                }
            }
        }

        assertSame("tables.txt", found);
    }

    /** Of all enums: many are stored or sent by name, and a list of these would be forgotten. */
    @Test
    void constantsOfEnums() throws IOException {
        assertSame("enums.txt", SourceNames.under(ROOT).constants());
    }

    @Test
    void metrics() throws IOException {
        assertSame("metrics.txt", SourceNames.under(ROOT).metrics());
    }

    @Test
    void headersOfRecords() throws IOException {
        assertSame("headers.txt", SourceNames.under(ROOT).headers());
    }

    /**
     * Of a shop with four gateways: few enough that an operator knows them all. What events.md says
     * of the ladders holds, and nobody but a group and the replay may write to its own.
     */
    @Test
    void topicsAndTheirPartitions(SystemShop shop) throws Exception {
        List<String> found = new ArrayList<>();
        int partitions = 0;
        try (Admin admin = Admin.create(Map.copyOf(shop.running().kafkaSettings()))) {
            Set<String> names = new TreeSet<>(admin.listTopics().names().get());
            // Made by the first replay, which another test may have run.
            names.removeIf(name -> name.startsWith("__") || name.endsWith(".replayed"));
            Map<String, TopicDescription> topics =
                    admin.describeTopics(names).allTopicNames().get();
            for (String name : names) {
                int count = topics.get(name).partitions().size();
                partitions += count;
                found.add(name + " " + count);
            }
        }

        assertSame("topics.txt", found);
        assertThat(found).hasSizeLessThanOrEqualTo(50);
        assertThat(partitions).isLessThanOrEqualTo(100);
        String told = Files.readString(ROOT.resolve("infra/docs/events.md"));
        String rights = Files.readString(ROOT.resolve("infra/docs/kafka-acls.txt"));
        assertThat(told)
                .contains("`<group>.retry-<n>`", "`<group>.parked.<gateway>`", "`<group>.dlt`");
        for (String group : GROUPS) {
            assertThat(told).contains("`" + group + "`");
            assertThat(rights).contains("User:" + group + " ", "--topic '" + group + ".'");
            List<String> ladder =
                    found.stream()
                            .map(line -> line.substring(0, line.indexOf(' ')))
                            .filter(name -> name.startsWith(group + "."))
                            .map(name -> name.substring(group.length() + 1))
                            .toList();
            assertThat(ladder)
                    .containsOnlyOnce("dlt")
                    .allMatch(purpose -> purpose.matches("retry-[1-5]|parked\\.[a-z-]+|dlt"));
        }
    }

    private static void assertSame(String name, Collection<String> found) throws IOException {
        Path file = NAMES.resolve(name);
        assertThat(found).hasSizeGreaterThan(10);
        if ("write".equals(System.getProperty("steadfast.names"))) {
            Files.writeString(file, String.join("\n", found) + "\n");
        }
        assertThat(found)
                .as("names that others read; see NamesThatOthersReadIT")
                .containsExactlyElementsOf(Files.readAllLines(file));
    }
}
