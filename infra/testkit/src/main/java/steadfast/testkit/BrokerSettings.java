package steadfast.testkit;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The settings of a test's broker, wherever it runs. */
final class BrokerSettings {

    /** A small broker whose groups detect quickly that a member is gone. */
    static final Map<String, String> SAME_EVERYWHERE = settings();

    private BrokerSettings() {}

    private static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("auto.create.topics.enable", "false");
        for (String internal :
                new String[] {
                    "offsets.topic", "transaction.state.log", "share.coordinator.state.topic"
                }) {
            settings.put(internal + ".replication.factor", "1");
            settings.put(internal + ".num.partitions", "4");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.consumer.session.timeout.ms", "6000");
        settings.put("group.consumer.min.session.timeout.ms", "3000");
        settings.put("group.consumer.heartbeat.interval.ms", "1000");
        settings.put("group.consumer.min.heartbeat.interval.ms", "1000");
        settings.put("log.cleaner.dedupe.buffer.size", "16777216");
        return Collections.unmodifiableMap(settings);
    }
}
