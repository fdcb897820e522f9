package steadfast.local.launch;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * As whom each process enters Kafka: as the user says of his own, or as a principal of its own at
 * that of this machine, whose password is made once and kept.
 */
final class KafkaAccess {

    /** May do everything, as the user who started the shop may. */
    static final String ADMIN = "admin";

    /** Copies dead letters back to the ladders of their groups. */
    static final String REPLAY = "replay";

    /** The broker itself, at its own listeners. */
    static final String BROKER = "broker";

    static final String PROTOCOL = "SASL_PLAINTEXT";
    static final String MECHANISM = "PLAIN";

    private static final String LOGIN_MODULE =
            "org.apache.kafka.common.security.plain.PlainLoginModule";

    private final Settings settings;
    private final Passwords passwords;

    KafkaAccess(Settings settings, Folders folders) {
        this.settings = settings;
        this.passwords = new Passwords(folders);
    }

    /** As Kafka's clients call them; {@code bootstrap.servers} is always among them. */
    Map<String, String> clientSettings(String principal) {
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

    /** The same as our services read it; at the user's own Kafka what he says himself stands. */
    Map<String, String> environment(String principal) {
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

        private final KeptSecrets kept;

        Passwords(Folders folders) {
            this.kept = new KeptSecrets(folders.kafkaPasswords(), "kafka_");
        }

        Map<String, String> clientSettings(String principal) {
            return Map.of(
                    "security.protocol",
                    PROTOCOL,
                    "sasl.mechanism",
                    MECHANISM,
                    "sasl.jaas.config",
                    "%s required %s;".formatted(LOGIN_MODULE, own(principal)));
        }

        /** How the broker enters its own listeners, and whom it knows there. */
        String ofListener(Stream<String> principals) {
            return principals
                    .map(principal -> "user_%s=\"%s\"".formatted(principal, kept.of(principal)))
                    .collect(
                            Collectors.joining(
                                    " ",
                                    "%s required %s ".formatted(LOGIN_MODULE, own(BROKER)),
                                    ";"));
        }

        private String own(String principal) {
            return "username=\"%s\" password=\"%s\"".formatted(principal, kept.of(principal));
        }
    }
}
