package steadfast.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Checks the database before Flyway touches it: the earliest moment of a start at which the pool
 * exists. Nothing of the service runs yet.
 */
@ApplicationScoped
public class CheckBeforeMigration implements FlywayConfigurationCustomizer {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Instance<DataSource> dataSource;
    private final Instance<Clock> clock;
    private final String host;
    private final int port;

    CheckBeforeMigration(
            Instance<DataSource> dataSource,
            Instance<Clock> clock,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "127.0.0.1") String host,
            @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.host = host;
        this.port = port;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        DataSource pool = dataSource.get();
        DatabaseNeeds needs =
                new DatabaseNeeds(
                        pool::getConnection,
                        clock.isResolvable() ? clock.get() : Clock.systemUTC());
        new StartGate(needs::check, this::door, PAUSE).pass();
    }

    private NotReadyServer door() {
        return LaunchMode.current() == LaunchMode.NORMAL
                ? NotReadyServer.open(host, port)
                : NotReadyServer.closed();
    }
}
