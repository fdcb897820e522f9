package steadfast.bench.messaging;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The settings of a measured process: how Kafka is reached as environment variables, as a user of
 * any rival would do it, and the rest as system properties.
 *
 * @param kafka client settings by Kafka's names
 * @param life the number of the process, counted from 1; another one follows a kill
 */
record RunSettings(
        Map<String, String> kafka,
        String topic,
        Workload workload,
        int records,
        int life,
        Path folder) {

    /** Partitions of every topic that is measured. */
    static final int PARTITIONS = 6;

    /** The time between two commits of the engine; this is its default. */
    static final Duration COMMIT_INTERVAL = Duration.ofMillis(50);

    private static final String KAFKA = "KAFKA_";

    /** Reads the settings in the measured process. */
    static RunSettings ofProcess() {
        return new RunSettings(
                kafkaOfProcess(),
                System.getProperty("bench.topic"),
                Workload.valueOf(System.getProperty("bench.workload")),
                Integer.getInteger("bench.records", 0),
                Integer.getInteger("bench.life", 1),
                Path.of(System.getProperty("bench.folder")));
    }

    List<String> asProperties() {
        String delays =
                String.join(
                        ",",
                        workload.backoffMillis().stream().map(millis -> millis + "ms").toList());
        return List.of(
                "-Dbench.topic=" + topic,
                "-Dbench.workload=" + workload,
                "-Dbench.records=" + records,
                "-Dbench.life=" + life,
                "-Dbench.folder=" + folder,
                "-Dbench.delays=" + delays,
                "-Dbench.commit-interval=" + COMMIT_INTERVAL);
    }

    /** Returns how Kafka is reached, as environment variables. */
    Map<String, String> asEnvironment() {
        Map<String, String> environment = new HashMap<>();
        kafka.forEach((name, value) ->
                environment.put(KAFKA + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        return environment;
    }

    private static Map<String, String> kafkaOfProcess() {
        Map<String, String> kafka = new HashMap<>();
        System.getenv()
                .forEach((name, value) -> {
                    if (name.startsWith(KAFKA)) {
                        kafka.put(
                                name.substring(KAFKA.length())
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '.'),
                                value);
                    }
                });
        return kafka;
    }

    RunSettings nextLife() {
        return new RunSettings(kafka, topic, workload, records, life + 1, folder);
    }

    /**
     * Returns the source topics of an engine that puts the retries of all into one ladder: for W2
     * two, by the number of a record, so that each is measured beside the other.
     */
    List<String> sources() {
        return workload == Workload.W2 ? List.of(topic, topic + "-other") : List.of(topic);
    }

    String group() {
        return topic + "-group";
    }

    Path log() {
        return folder.resolve(topic + ".calls");
    }

    /** The longest commits of the {@link CommitProbe}. */
    Path commits() {
        return folder.resolve(topic + ".commits");
    }

    Path stats() {
        return folder.resolve(topic + ".stats");
    }

    Path output() {
        return folder.resolve(topic + ".out");
    }
}
