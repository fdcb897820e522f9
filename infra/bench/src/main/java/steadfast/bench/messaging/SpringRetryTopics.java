package steadfast.bench.messaging;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.BackOff;
import org.springframework.kafka.annotation.DltHandler;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.retrytopic.RetryTopicConfigurationSupport;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * spring-kafka's non-blocking retries, tuned as well as we could: one consumer thread per
 * partition, also for the retry topics, one acknowledgement per record, short polls, no seek after
 * a failure.
 */
final class SpringRetryTopics {

    private static final RunSettings SETTINGS = RunSettings.ofProcess();
    private static final ScriptedHandler HANDLER = new ScriptedHandler(SETTINGS);

    private SpringRetryTopics() {}

    static void run() throws InterruptedException {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(Beans.class, NoSeek.class, Listener.class);
        context.refresh();
        HANDLER.awaitEnd();
        System.exit(0);
    }

    /** Disables seeks, so that the rest of a batch stays in memory and is not fetched again. */
    @Configuration
    @EnableKafka
    static class NoSeek extends RetryTopicConfigurationSupport {
        @Override
        protected void configureCustomizers(CustomizersConfigurer customizers) {
            customizers.customizeErrorHandler(handler -> handler.setSeekAfterError(false));
        }
    }

    /** The beans that spring-kafka needs. */
    @Configuration
    static class Beans {
        @Bean
        ProducerFactory<String, byte[]> producerFactory() {
            return new DefaultKafkaProducerFactory<>(PlainLoop.producer(SETTINGS));
        }

        @Bean
        KafkaTemplate<String, byte[]> kafkaTemplate(ProducerFactory<String, byte[]> factory) {
            return new KafkaTemplate<>(factory);
        }

        @Bean
        ConsumerFactory<String, byte[]> consumerFactory() {
            return new DefaultKafkaConsumerFactory<>(
                    PlainLoop.consumer(SETTINGS, SETTINGS.group()));
        }

        @Bean
        KafkaAdmin kafkaAdmin() {
            return new KafkaAdmin(Map.copyOf(SETTINGS.kafka()));
        }

        @Bean
        TaskScheduler taskScheduler() {
            return new ThreadPoolTaskScheduler();
        }

        @Bean
        ConcurrentKafkaListenerContainerFactory<String, byte[]> kafkaListenerContainerFactory(
                ConsumerFactory<String, byte[]> consumers) {
            ConcurrentKafkaListenerContainerFactory<String, byte[]> factory =
                    new ConcurrentKafkaListenerContainerFactory<>();
            factory.setConsumerFactory(consumers);
            factory.setConcurrency(RunSettings.PARTITIONS);
            factory.getContainerProperties().setAckMode(ContainerProperties.AckMode.RECORD);
            factory.getContainerProperties().setPollTimeout(100);
            return factory;
        }
    }

    /** The handler behind spring-kafka's annotations. */
    static class Listener {
        @RetryableTopic(
                attempts = "4",
                backOff = @BackOff(delay = 1000, multiplier = 2.0),
                numPartitions = "6",
                concurrency = "6")
        @KafkaListener(topics = "#{systemProperties['bench.topic']}")
        public void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
            HANDLER.handle(record.key());
        }

        @DltHandler
        public void dead(ConsumerRecord<String, byte[]> record) {
            // It is in the dead-letter topic, which is all that is measured.
        }
    }
}
