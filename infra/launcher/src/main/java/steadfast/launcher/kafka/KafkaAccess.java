package steadfast.launcher.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import steadfast.events.Sha256;
import steadfast.launcher.secrets.StoredSecrets;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Service;
import steadfast.launcher.settings.Settings;

/**
 * The principals with which processes connect to Kafka: as configured for the user's own, or one
 * principal each at this machine's Kafka, whose password is created once and stored.
 */
public final class KafkaAccess {

    /** May do everything, like the user who started the shop. */
    public static final String ADMIN = "admin";

    /** Copies dead letters back to the ladders of their groups. */
    static final String REPLAY = "replay";

    /** The broker itself, at its own listeners. */
    static final String BROKER = "broker";

    /** Gives everybody else their passwords and rights at each start. */
    static final String LAUNCHER = "launcher";

    /** The variable with a service's login. */
    public static final String LOGIN = "KAFKA_SASL_JAAS_CONFIG";

    static final String PROTOCOL = "SASL_PLAINTEXT";

    /**
     * Shows the password to any listener: for the broker, which calls only itself, and for the
     * launcher where a folder of an earlier version does not know it yet.
     */
    static final String PLAIN = "PLAIN";

    /** Proves that the password is known, at both ends, and does not show it. */
    static final ScramMechanism SCRAM = ScramMechanism.SCRAM_SHA_256;

    private static final String PLAIN_LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String SCRAM_LOGIN =
            "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final int SCRAM_ITERATIONS = 4_096;

    private final Settings settings;
    private final Passwords passwords;

    public KafkaAccess(Settings settings, Folders folders) {
        this.settings = settings;
        this.passwords = new Passwords(folders);
    }

    /** As Kafka's clients call them; {@code bootstrap.servers} is always among them. */
    public Map<String, String> clientSettings(String principal) {
        Map<String, String> client = new HashMap<>();
        client.put("bootstrap.servers", settings.bootstrapServers());
        if (settings.ownKafka().isPresent()) {
            OwnServers.clientSettings(settings.environment())
                    .forEach((name, value) -> client.put(name, String.valueOf(value)));
        } else {
            client.putAll(passwords.clientSettings(principal));
        }
        return client;
    }

    /** As a service reads it; at the user's own Kafka it may have a login that no other gets. */
    public Map<String, String> environment(Service service) {
        Map<String, String> environment = environment(service.folder());
        if (settings.ownKafka().isPresent()) {
            settings.ownKafkaLogin(service).ifPresent(login -> environment.put(LOGIN, login));
        }
        return environment;
    }

    /** Returns the same for any principal; at the user's own Kafka the user's settings apply. */
    public Map<String, String> environment(String principal) {
        Map<String, String> client = new HashMap<>();
        client.put("bootstrap.servers", settings.bootstrapServers());
        if (settings.ownKafka().isEmpty()) {
            client.putAll(passwords.clientSettings(principal));
        }
        Map<String, String> environment = new HashMap<>();
        client.forEach((name, value) ->
                environment.put("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        return environment;
    }

    /** The passwords at the Kafka of this machine. */
    static final class Passwords {

        private final StoredSecrets secrets;

        Passwords(Folders folders) {
            this.secrets = new StoredSecrets(folders.kafkaPasswords(), "kafka_");
        }

        Map<String, String> clientSettings(String principal) {
            return client(SCRAM.mechanismName(), SCRAM_LOGIN, principal);
        }

        /** For a broker that knows the launcher by its settings alone. */
        Map<String, String> launcherByPlain() {
            return client(PLAIN, PLAIN_LOGIN, LAUNCHER);
        }

        private Map<String, String> client(String mechanism, String login, String principal) {
            return Map.of(
                    "security.protocol",
                    PROTOCOL,
                    "sasl.mechanism",
                    mechanism,
                    "sasl.jaas.config",
                    "%s required %s;".formatted(login, own(principal)));
        }

        /** As {@code kafka-storage format --add-scram} takes it, for a folder that is made. */
        String ofNewStorage(String principal) {
            return "%s=[name=%s,password=%s]"
                    .formatted(SCRAM.mechanismName(), principal, secrets.of(principal));
        }

        /**
         * The fingerprint by which a folder records which password it knows; it gives no access.
         */
        String fingerprint(String principal) {
            return Sha256.hex(secrets.of(principal));
        }

        /** Returns what the broker stores of a password, which gives no access. */
        UserScramCredentialAlteration forBroker(String principal) {
            return new UserScramCredentialUpsertion(
                    principal,
                    new ScramCredentialInfo(SCRAM, SCRAM_ITERATIONS),
                    secrets.of(principal));
        }

        /** How the broker proves passwords that it does not know. */
        static String ofScramListener() {
            return SCRAM_LOGIN + " required;";
        }

        /** How the broker enters its own listeners, and whom else it knows there by password. */
        String ofPlainListener(List<String> principals) {
            return principals.stream()
                    .map(principal -> "user_%s=\"%s\"".formatted(principal, secrets.of(principal)))
                    .collect(
                            Collectors.joining(
                                    " ",
                                    "%s required %s ".formatted(PLAIN_LOGIN, own(BROKER)),
                                    ";"));
        }

        private String own(String principal) {
            return "username=\"%s\" password=\"%s\"".formatted(principal, secrets.of(principal));
        }
    }
}
