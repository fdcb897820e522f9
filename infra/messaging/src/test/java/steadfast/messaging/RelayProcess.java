package steadfast.messaging;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import steadfast.database.DatabaseMonitor;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.outbox.OutboxRelay;
import steadfast.messaging.outbox.OutboxSignal;

/** A relay alone in a JVM, until somebody ends it. */
final class RelayProcess {

    private RelayProcess() {}

    public static void main(String[] args) throws InterruptedException {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(args[0]);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        OutboxRelay relay =
                new OutboxRelay(
                        dataSource,
                        DatabaseMonitor.of(dataSource),
                        new KafkaClients(Map.of("bootstrap.servers", args[1]), meters),
                        new OutboxSignal(),
                        new TestConfig(),
                        meters,
                        CrashPoints.NONE);
        relay.start();
        Thread.currentThread().join();
    }
}
