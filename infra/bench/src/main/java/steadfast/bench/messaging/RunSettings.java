package steadfast.bench.messaging;

import java.nio.file.Path;
import java.util.List;

/**
 * What a measured process is told, as system properties.
 *
 * @param life of the process, counted from 1; another one follows a kill
 */
record RunSettings(
        String bootstrap, String topic, Workload workload, int records, int life, Path folder) {

    /** Partitions of every topic that is measured. */
    static final int PARTITIONS = 6;

    /** Read in the measured process. */
    static RunSettings ofProcess() {
        return new RunSettings(
                System.getProperty("bench.bootstrap"),
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
                "-Dbench.bootstrap=" + bootstrap,
                "-Dbench.topic=" + topic,
                "-Dbench.workload=" + workload,
                "-Dbench.records=" + records,
                "-Dbench.life=" + life,
                "-Dbench.folder=" + folder,
                "-Dbench.delays=" + delays);
    }

    RunSettings nextLife() {
        return new RunSettings(bootstrap, topic, workload, records, life + 1, folder);
    }

    String group() {
        return topic + "-group";
    }

    Path log() {
        return folder.resolve(topic + ".calls");
    }

    Path stats() {
        return folder.resolve(topic + ".stats");
    }

    Path output() {
        return folder.resolve(topic + ".out");
    }
}
