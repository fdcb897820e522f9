package steadfast.database;

import io.agroal.api.AgroalDataSource;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Checks the database before Flyway touches it, which is the earliest point of a start at which the
 * pool exists. No other part of the service runs yet. If the tables have a separate owner, Flyway
 * migrates as the owner, and then grants the service's role its rights.
 */
@ApplicationScoped
public class CheckBeforeMigration implements FlywayConfigurationCustomizer {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Instance<AgroalDataSource> dataSource;
    private final Instance<Clock> clock;
    private final OwnerConfig owner;
    private final Optional<String> url;
    private final Optional<String> sessionSettings;
    private final Optional<UnmetNeed> noUser;
    private final InetSocketAddress door;
    private final InetSocketAddress management;

    CheckBeforeMigration(
            Instance<AgroalDataSource> dataSource,
            Instance<Clock> clock,
            OwnerConfig owner,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") Optional<String> url,
            @ConfigProperty(name = "quarkus.datasource.jdbc.new-connection-sql")
                    Optional<String> sessionSettings,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "127.0.0.1") String host,
            @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port,
            @ConfigProperty(name = "quarkus.management.host", defaultValue = "127.0.0.1")
                    String managementHost,
            @ConfigProperty(name = "quarkus.management.port", defaultValue = "9000")
                    int managementPort) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.owner = owner;
        this.url = url;
        this.sessionSettings = sessionSettings;
        this.noUser =
                user.isPresent() || url.filter(text -> text.contains("user=")).isPresent()
                        ? Optional.empty()
                        : Optional.of(DatabaseSentences.noUser(service));
        this.door = new InetSocketAddress(host, port);
        this.management = new InetSocketAddress(managementHost, managementPort);
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        AgroalDataSource pool = dataSource.get();
        owner.username()
                .ifPresent(name -> {
                    migrateAs(name, owner.password().orElse(""), url.orElseThrow(), configuration);
                    sessionSettings.ifPresent(configuration::initSql);
                });
        DatabaseNeeds needs =
                new DatabaseNeeds(
                        pool::getConnection,
                        owner.username().map(_ -> configuration.getDataSource()::getConnection),
                        clock.isResolvable() ? clock.get() : Clock.systemUTC());
        new StartGate(
                        () ->
                                noUser.isPresent()
                                        ? new StartReport(noUser.stream().toList(), List.of())
                                        : look(needs, pool, configuration),
                        this::server,
                        PAUSE)
                .pass();
    }

    /** Like the pool's connections, so that its errors quote no rows. */
    static void migrateAs(
            String name, String password, String url, FluentConfiguration configuration) {
        configuration.jdbcProperties(Map.of("logServerErrorDetail", "false"));
        configuration.dataSource(url, name, password);
    }

    private StartReport look(
            DatabaseNeeds needs, AgroalDataSource pool, FluentConfiguration configuration)
            throws SQLException {
        StartReport report = needs.check();
        if (!report.unmet().isEmpty()) {
            // A connection keeps its role's and database's settings from when it was opened.
            pool.flush(AgroalDataSource.FlushMode.ALL);
        } else if (owner.username().isPresent()) {
            configuration.callbacks(new RightsAfterMigration(userOf(pool)));
        }
        return report;
    }

    /** Part of the check: a database that goes down now is also waited for. */
    private static String userOf(AgroalDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return DatabaseFacts.read(connection).role();
        }
    }

    private NotReadyServer server() {
        return LaunchMode.current() == LaunchMode.NORMAL
                ? NotReadyServer.open(door, management)
                : NotReadyServer.closed();
    }
}
