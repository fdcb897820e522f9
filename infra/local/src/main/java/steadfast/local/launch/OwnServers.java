package steadfast.local.launch;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The user's own Kafka and PostgreSQL, when the environment names them. */
final class OwnServers {

    private static final String PREFIX = "KAFKA_";

    private final Settings settings;
    private final Duration patience;

    OwnServers(Settings settings, Duration patience) {
        this.settings = settings;
        this.patience = patience;
    }

    /**
     * Asks each of them for a first answer.
     *
     * @throws LaunchFailure if one does not give it
     */
    void check() {
        settings.ownKafka().ifPresent(this::checkKafka);
        if (settings.ownPostgres()) {
            for (Service service : Service.values()) {
                checkPostgres(service);
            }
        }
    }

    /** {@code KAFKA_SASL_MECHANISM} and the like as Kafka's clients call it: sasl.mechanism. */
    static Map<String, Object> clientSettings(Map<String, String> environment) {
        Map<String, Object> client = new HashMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(PREFIX)) {
                String name =
                        variable.substring(PREFIX.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.');
                if (AdminClientConfig.configNames().contains(name)) {
                    client.put(name, value);
                }
            }
        });
        return client;
    }

    private void checkKafka(String servers) {
        Map<String, Object> client = clientSettings(settings.environment());
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        try (Admin admin = Admin.create(client)) {
            admin.describeCluster().clusterId().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new LaunchFailure(
                    "KAFKA_BOOTSTRAP_SERVERS names %s, which does not answer as it should (%s): start it, or put the other KAFKA_ variables right."
                            .formatted(servers, cause(e)),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("The start was interrupted.", e);
        }
    }

    private void checkPostgres(Service service) {
        Properties access = new Properties();
        access.setProperty("user", settings.jdbcUser(service));
        access.setProperty("password", settings.jdbcPassword(service));
        access.setProperty("connectTimeout", "" + patience.toSeconds());
        access.setProperty("socketTimeout", "" + patience.toSeconds());
        try {
            DriverManager.getConnection(settings.jdbcUrl(service), access).close();
        } catch (SQLException e) {
            throw new LaunchFailure(
                    "%s names a database that does not let us in (%s): start it, or put %s and %s right."
                            .formatted(
                                    service.jdbcUrlVariable(),
                                    e.getMessage(),
                                    service.jdbcUserVariable(),
                                    service.jdbcPasswordVariable()),
                    e);
        }
    }

    private static @Nullable String cause(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null
                ? deepest.getClass().getSimpleName()
                : deepest.getMessage();
    }
}
