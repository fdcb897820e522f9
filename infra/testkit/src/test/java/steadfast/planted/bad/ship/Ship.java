package steadfast.planted.bad.ship;

import jakarta.inject.Inject;
import java.util.logging.Logger;
import org.apache.kafka.common.TopicPartition;

/** Sees Kafka, is injected by field, logs past the logger and prints. */
public class Ship {
    @Inject Runnable dock;

    public boolean leaves(TopicPartition partition, Logger logger) {
        System.out.println("leaving");
        return partition != null && logger != null && dock != null;
    }
}
