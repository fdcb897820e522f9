package steadfast.launcher.replay;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import steadfast.launcher.kafka.KafkaConnection;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Service;
import steadfast.messaging.drain.DrainedTopic;
import steadfast.messaging.drain.GroupRunsException;
import steadfast.messaging.drain.LadderDrain;
import steadfast.messaging.replay.KafkaAwayException;

/**
 * {@code infra/run drain}: moves what lies in the retry and dead-letter topics of an earlier
 * version to those of this one.
 *
 * <p>Exit code 0 on success, also if there was nothing to move; 1 if Kafka failed or a service
 * still reads.
 */
@Command(
        name = "drain",
        description = {
            "Moves what an earlier version left in its retry, parking and dead-letter topics, one of",
            "each per source topic, to this version's, and removes the old topics. A service that finds",
            "such records refuses to start. A run that was ended is continued by the next one. Nothing",
            "is lost, and each dead letter is copied once.",
            "Kafka is found as by infra/run up: KAFKA_BOOTSTRAP_SERVERS or KAFKA_PORT."
        },
        mixinStandardHelpOptions = true)
public final class DrainCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final Folders folders;

    @Spec private @Nullable CommandSpec spec;

    /**
     * Creates the command in this environment, which locates Kafka; the folders hold the
     * credentials.
     */
    public DrainCommand(Map<String, String> environment, Folders folders) {
        this.environment = Map.copyOf(environment);
        this.folders = folders;
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> connection = KafkaConnection.ofAdmin(environment, folders);
        int[] topics = {0};
        try (LadderDrain drain = new LadderDrain(connection)) {
            for (Service service : Service.values()) {
                drain.drain(
                        service.folder(),
                        SourceTopics.of(service.folder()),
                        topic -> {
                            topics[0]++;
                            print(line(topic));
                        });
            }
        } catch (GroupRunsException e) {
            throw new LaunchFailure(
                    "%s, and would handle what is moved: end the earlier version first."
                            .formatted(e.getMessage()),
                    e);
        } catch (KafkaAwayException e) {
            throw new LaunchFailure(
                    "Kafka at %s failed: %s. Start it with infra/run up --infrastructure, or set KAFKA_BOOTSTRAP_SERVERS; another drain goes on from here."
                            .formatted(connection.get("bootstrap.servers"), e.getMessage()),
                    e);
        }
        print(
                topics[0] == 0
                        ? "There are no topics of an earlier version."
                        : "Removed %d topics of an earlier version.".formatted(topics[0]));
        return CommandLine.ExitCode.OK;
    }

    private static String line(DrainedTopic topic) {
        return topic.records() == 0
                ? "removed  %s, which had nothing left".formatted(topic.name())
                : "moved    %d records of %s to %s"
                        .formatted(topic.records(), topic.name(), topic.target());
    }

    private void print(String line) {
        if (spec == null) {
            throw new IllegalStateException("not executed by picocli");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
