package steadfast.messaging.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import steadfast.messaging.MessagingConfig;
import steadfast.messaging.ParkingGate;
import steadfast.messaging.kafka.KafkaClients;

/**
 * Produces what the engine needs and what a service may replace: its Kafka clients, clock, gate.
 */
@ApplicationScoped
public class MessagingBeans {

    /** The system's UTC clock, unless a test provides its own. */
    @Produces
    @DefaultBean
    @ApplicationScoped
    static Clock clock() {
        return Clock.systemUTC();
    }

    /** Admits everything: right for a service without parking tiers. */
    @Produces
    @DefaultBean
    static ParkingGate gate() {
        return (_, waiting) -> waiting;
    }

    /** Clients of the broker that the service is configured for. */
    @Produces
    @Singleton
    static KafkaClients clients(
            @Identifier("default-kafka-broker") Map<String, Object> connection,
            MessagingConfig config,
            MeterRegistry meters) {
        return new KafkaClients(connection, config.groupProtocol(), meters);
    }
}
