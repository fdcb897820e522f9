package steadfast.testkit;

import java.util.Locale;
import org.testcontainers.kafka.KafkaContainer;

/** The broker of the image {@code test.kafka.image}, such as {@code apache/kafka:4.2.1}. */
final class ContainerBroker implements TestBroker {

    private final KafkaContainer container;

    private ContainerBroker(KafkaContainer container) {
        this.container = container;
    }

    static ContainerBroker start() {
        KafkaContainer container =
                new KafkaContainer(System.getProperty("test.kafka.image", "apache/kafka"));
        BrokerSettings.SAME_EVERYWHERE.forEach(
                (name, value) -> container.addEnv(variable(name), value));
        container.start();
        return new ContainerBroker(container);
    }

    /** The form in which the image reads settings: {@code a.b} is {@code KAFKA_A_B}. */
    private static String variable(String setting) {
        return "KAFKA_" + setting.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    /** Freezes the container: connections stay open, and requests get no answer. */
    @Override
    public void pause() {
        Freezer.freeze(container);
    }

    @Override
    public void resume() {
        Freezer.thaw(container);
    }

    @Override
    public void close() {
        container.stop();
    }
}
