package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.launcher.postgres.UnixSocketFactory;
import steadfast.launcher.process.Console;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.shop.LocalServers;
import steadfast.launcher.shop.LocalShop;
import steadfast.launcher.shop.RunningShop;
import steadfast.system.ShopClient.Placed;

/** A shop whose databases belonged to a superuser with a known password keeps what it has. */
@Tag("long")
class AnOldFolderIsTakenOverIT {

    private static final List<String> DATABASES =
            List.of("orders", "payments", "fulfillment", "reconciler");

    @TempDir private Path data;

    private final Map<String, String> environment = new HashMap<>(SystemShop.ownPorts());
    private final Console console =
            new Console(
                    new PrintStream(System.out, true, StandardCharsets.UTF_8), Clock.systemUTC());

    @Test
    void itsOrdersAndCardsStayAndItSellsOn() throws Exception {
        LocalShop before = shop();
        RunningShop running = before.start(environment);
        ShopClient client = new ShopClient(running);
        client.stock("OLD", 900, Codes.some("OLD", 2));
        Placed sold = client.place(UUID.randomUUID().toString(), "OLD", 1, "card");
        client.awaitStatus(sold, "COMPLETED");
        List<String> codes = client.codes(sold);
        forgetWhoMayDoWhatAtKafka(running);
        before.stop();
        asAnEarlierVersionLeftIt();

        LocalShop after = shop();
        try {
            client = new ShopClient(after.start(environment));

            assertThat(client.codes(sold)).isEqualTo(codes);
            Placed another = client.place(UUID.randomUUID().toString(), "OLD", 1, "card");
            client.awaitStatus(another, "COMPLETED");
            assertThat(client.codes(another)).hasSize(1).doesNotContainAnyElementsOf(codes);
            for (String database : DATABASES) {
                assertThatThrownBy(() ->
                                DriverManager.getConnection(url(database), "postgres", "postgres"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("pg_hba.conf");
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
        } finally {
            after.stop();
        }
    }

    /** An earlier broker had neither passwords nor rights; see also the file that is deleted. */
    private static void forgetWhoMayDoWhatAtKafka(RunningShop running) throws Exception {
        try (Admin admin = Admin.create(Map.copyOf(running.kafkaSettings()))) {
            assertThat(admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get()).isNotEmpty();
        }
    }

    private LocalShop shop() {
        return new LocalShop(environment, folders(), console, Clock.systemUTC());
    }

    private Folders folders() {
        return new Folders(Path.of("../.."), data, Path.of("../.."));
    }

    private void asAnEarlierVersionLeftIt() throws Exception {
        LocalServers servers =
                LocalServers.start(Set.of("postgres"), environment, folders(), console);
        try {
            for (String database : DATABASES) {
                run(
                        database,
                        "reassign owned by %1$s, %1$s_owner to postgres".formatted(database),
                        "drop owned by %1$s, %1$s_owner".formatted(database),
                        "grant connect, temporary on database %s to public".formatted(database));
            }
            for (String database : DATABASES) {
                run("postgres", "drop role %1$s, %1$s_owner".formatted(database));
            }
            run("postgres", "alter role postgres password 'postgres'");
        } finally {
            servers.close();
        }
        Files.writeString(
                data.resolve("postgres/pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        Files.delete(data.resolve("database-passwords.properties"));
        Files.delete(data.resolve("kafka-passwords.properties"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void run(String database, String... commands) throws SQLException {
        Properties access = new Properties();
        access.setProperty("user", "postgres");
        access.setProperty("sslmode", "disable");
        access.setProperty("gssEncMode", "disable");
        access.setProperty("socketFactory", UnixSocketFactory.class.getName());
        access.setProperty("socketFactoryArg", "%s/postgres/.s.PGSQL.%s".formatted(data, port()));
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://localhost/" + database, access);
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%s/%s".formatted(port(), database);
    }

    private String port() {
        return environment.getOrDefault("POSTGRES_PORT", "");
    }
}
