package steadfast.messaging.needs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.database.UnmetNeed;
import steadfast.testkit.TestPorts;

/** Nobody answers at the address: the settings are looked at before any broker is. */
class ClientSettingsAreTriedBeforeTheStartTest {

    @Test
    void aSessionTimeoutIsRefusedByTheNewProtocolAndTakenByTheClassicOne() {
        Map<String, Object> settings = settings("session.timeout.ms", "45000");

        Optional<UnmetNeed> refused = KafkaNeeds.of(settings, GroupProtocol.CONSUMER).ofClients();

        assertThat(refused)
                .hasValueSatisfying(need -> {
                    assertThat(need.cure()).isEqualTo(UnmetNeed.Cure.NEW_START);
                    assertThat(need.sentence())
                            .isEqualTo(
                                    "Kafka's clients reject a setting of this service"
                                            + " (session.timeout.ms cannot be set when"
                                            + " group.protocol=CONSUMER): remove or correct"
                                            + " KAFKA_SESSION_TIMEOUT_MS or set"
                                            + " STEADFAST_MESSAGING_GROUP_PROTOCOL=classic.");
                });
        assertThat(KafkaNeeds.of(settings, GroupProtocol.CLASSIC).ofClients()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "heartbeat.interval.ms, 3000, KAFKA_HEARTBEAT_INTERVAL_MS",
        "partition.assignment.strategy, org.apache.kafka.clients.consumer.RangeAssignor,"
                + " KAFKA_PARTITION_ASSIGNMENT_STRATEGY",
        "retries, 0, retries",
        "max.in.flight.requests.per.connection, 10, max.in.flight.requests.per.connection",
        "fetch.min.bytes, many, KAFKA_FETCH_MIN_BYTES",
        "compression.type, best, KAFKA_COMPRESSION_TYPE",
        "security.protocol, TLS, KAFKA_SECURITY_PROTOCOL",
        "interceptor.classes, no.such.Thing, no.such.Thing",
    })
    void whateverAClientRefusesIsNamed(String setting, String value, String named) {
        Map<String, Object> settings = settings(setting, value);

        Optional<UnmetNeed> refused = KafkaNeeds.of(settings, GroupProtocol.CONSUMER).ofClients();

        assertThat(refused).hasValueSatisfying(need -> assertThat(need.sentence()).contains(named));
    }

    @ParameterizedTest
    @CsvSource({
        "acks, 1",
        "enable.auto.commit, true",
        "group.id, another",
        "transactional.id, mine",
        "max.poll.records, 1",
        "client.id, all-the-same",
        "allow.auto.create.topics, true",
        "isolation.level, read_committed",
    })
    void whatTheEngineSaysItselfOrDoesNotMindIsNoNeed(String setting, String value) {
        KafkaNeeds needs = KafkaNeeds.of(settings(setting, value), GroupProtocol.CONSUMER);

        assertThat(needs.ofClients()).isEmpty();
    }

    @Test
    void aNameThatIsNotKnownYetIsWaitedFor() {
        Map<String, Object> settings = Map.of("bootstrap.servers", "kafka.invalid:9092");

        assertThat(KafkaNeeds.of(settings, GroupProtocol.CONSUMER).ofClients()).isEmpty();
    }

    private static Map<String, Object> settings(String name, String value) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", "127.0.0.1:" + TestPorts.reserve());
        settings.put(name, value);
        return settings;
    }
}
