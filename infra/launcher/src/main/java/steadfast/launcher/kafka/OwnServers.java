package steadfast.launcher.kafka;

import static java.util.stream.Collectors.joining;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.jspecify.annotations.Nullable;
import steadfast.database.Connections;
import steadfast.database.DatabaseNeeds;
import steadfast.database.StartReport;
import steadfast.database.UnmetNeed;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.settings.Service;
import steadfast.launcher.settings.Settings;
import steadfast.messaging.needs.KafkaNeeds;

/** The user's own Kafka and PostgreSQL, when the environment names them. */
public final class OwnServers {

    private static final String PREFIX = "KAFKA_";

    private final Settings settings;
    private final Duration patience;
    private final Clock clock;

    public OwnServers(Settings settings, Duration patience, Clock clock) {
        this.settings = settings;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Checks whether each of them has what the services need.
     *
     * @return warnings that do not prevent a start
     * @throws LaunchFailure naming what is missing, a line each
     */
    public List<String> check() {
        List<String> warnings = new ArrayList<>();
        settings.ownKafka()
                .ifPresent(servers -> {
                    for (Login login : logins()) {
                        warnings.addAll(checkKafka(servers, login));
                    }
                });
        if (settings.databases().atOwnServer()) {
            for (Service service : Service.values()) {
                warnings.addAll(checkPostgres(service));
            }
        }
        return warnings.stream().distinct().toList();
    }

    /**
     * Returns the services' login at Kafka.
     *
     * @param variable the variable that sets it
     * @param config null if it is not set
     */
    private record Login(String variable, @Nullable String config) {

        Map<String, Object> in(Map<String, Object> client) {
            if (config != null) {
                client.put(SaslConfigs.SASL_JAAS_CONFIG, config);
            }
            return client;
        }
    }

    private List<Login> logins() {
        Login everybody = new Login(KafkaAccess.LOGIN, null);
        return Arrays.stream(Service.values())
                .map(service ->
                        settings.ownKafkaLogin(service)
                                .map(own -> new Login(service.kafkaLoginVariable(), own))
                                .orElse(everybody))
                .distinct()
                .toList();
    }

    /**
     * {@code KAFKA_SASL_MECHANISM} and the like as Kafka's clients call it: sasl.mechanism. Those
     * that an administrator has too.
     */
    public static Map<String, Object> clientSettings(Map<String, String> environment) {
        return clientSettings(environment, AdminClientConfig.configNames());
    }

    /** Those of any client: our services hand all of them to each. */
    private static Map<String, Object> allClientSettings(Map<String, String> environment) {
        Set<String> names = new HashSet<>(AdminClientConfig.configNames());
        names.addAll(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        return clientSettings(environment, names);
    }

    private static Map<String, Object> clientSettings(
            Map<String, String> environment, Set<String> known) {
        Map<String, Object> client = new HashMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(PREFIX)) {
                String name =
                        variable.substring(PREFIX.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.');
                if (known.contains(name)) {
                    client.put(name, value);
                }
            }
        });
        return client;
    }

    private List<String> checkKafka(String servers, Login login) {
        Map<String, Object> client = login.in(clientSettings(settings.environment()));
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        try (Admin admin = Admin.create(client)) {
            admin.describeCluster().clusterId().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new LaunchFailure(
                    "KAFKA_BOOTSTRAP_SERVERS names %s, which does not answer as expected (%s): start it, or correct %s or the other KAFKA_ variables."
                            .formatted(servers, cause(e), login.variable()),
                    e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return checkNeeds(servers, login);
    }

    /** With all settings that the services will have, not only those of an administrator. */
    private List<String> checkNeeds(String servers, Login login) {
        Map<String, Object> client = login.in(allClientSettings(settings.environment()));
        client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        KafkaNeeds needs = KafkaNeeds.of(client, settings.groupProtocol());
        needs.ofClients().ifPresent(need -> refuse(List.of(need)));
        try (Admin admin = Admin.create(client)) {
            StartReport brokers = needs.ofBrokers(admin);
            refuse(brokers.unmet());
            needs.ofCreation(admin, settings.replicationFactor());
            return brokers.warnings();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            needs.refusal(e).ifPresent(need -> refuse(List.of(need)));
            throw new LaunchFailure(
                    "Kafka at %s did not say whether it has what the services need (%s): start again."
                            .formatted(servers, cause(e)),
                    e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private List<String> checkPostgres(Service service) {
        String url = settings.databases().url(service);
        Properties access =
                access(
                        settings.databases().ownUser(service),
                        settings.databases().ownPassword(service));
        Properties owner =
                access(
                        settings.databases().ownOwnerUser(service),
                        settings.databases().ownOwnerPassword(service));
        try {
            Connections running = () -> DriverManager.getConnection(url, access);
            DatabaseNeeds needs =
                    settings.databases().ownOwnerUser(service).isEmpty()
                            ? new DatabaseNeeds(running, clock)
                            : new DatabaseNeeds(
                                    running, () -> DriverManager.getConnection(url, owner), clock);
            StartReport report = needs.check();
            refuse(report.unmet());
            return report.warnings();
        } catch (SQLException e) {
            throw new LaunchFailure(
                    "%s names a database that refuses the connection (%s): start it, or correct %s and %s."
                            .formatted(
                                    service.jdbcUrlVariable(),
                                    e.getMessage(),
                                    service.jdbcUserVariable(),
                                    service.jdbcPasswordVariable()),
                    e);
        }
    }

    private Properties access(String user, String password) {
        Properties access = new Properties();
        putIfSet(access, "user", user);
        putIfSet(access, "password", password);
        access.setProperty("connectTimeout", "" + patience.toSeconds());
        access.setProperty("socketTimeout", "" + patience.toSeconds());
        return access;
    }

    private static void putIfSet(Properties access, String property, String value) {
        if (!value.isEmpty()) {
            access.setProperty(property, value);
        }
    }

    private static void refuse(List<UnmetNeed> unmet) {
        if (!unmet.isEmpty()) {
            throw new LaunchFailure(unmet.stream().map(UnmetNeed::sentence).collect(joining("\n")));
        }
    }

    private static LaunchFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new LaunchFailure("The start was interrupted.", e);
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
