package steadfast.launcher.replay;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import steadfast.launcher.kafka.KafkaConnection;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.settings.Folders;
import steadfast.messaging.replay.DeadLetterReplay;
import steadfast.messaging.replay.KafkaAwayException;
import steadfast.messaging.replay.ReplayRequest;

/**
 * {@code infra/run replay}: sends dead letters round their own group's ladder again.
 *
 * <p>Exit code 0 on success, 1 if Kafka failed, 2 for a bad flag or an unknown group or topic.
 */
@Command(
        name = "replay",
        description = {
            "Sends dead letters back to their own group, each to the first rung of its retry ladder.",
            "Nothing leaves a dead-letter topic. A letter that dies again can be replayed again, at",
            "most 3 times: then it is quarantined, which means that it stays and is only reported.",
            "Two replays at once send a letter twice, which changes nothing.",
            "Kafka is found as by infra/run up: KAFKA_BOOTSTRAP_SERVERS or KAFKA_PORT."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    private static final Pattern NAME = Pattern.compile("(?=.*\\S)\\P{Cntrl}{1,64}");

    private final Map<String, String> environment;
    private final Folders folders;
    private final Clock clock;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--group",
            paramLabel = "G",
            required = true,
            description = "The consumer group whose dead letters to send, such as payment-service.")
    private String group = "";

    @Option(
            names = "--topic",
            paramLabel = "T",
            description = "Only dead letters of this source topic, such as order-events.")
    private @Nullable String topic;

    @Option(
            names = "--reason",
            paramLabel = "R",
            description =
                    "Only dead letters whose failure-kind is R or whose failure-reason contains"
                            + " R.")
    private @Nullable String reason;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Send at most N and leave the others for later (default: no limit).")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--dry-run", description = "Only show what would be sent.")
    private boolean dryRun;

    @Option(
            names = "--again",
            description =
                    "Also send those that were replayed before; quarantined ones are never sent.")
    private boolean again;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who asks for it; recorded with each letter (default: your user name).")
    private @Nullable String by;

    /**
     * Creates the command in this environment, which locates Kafka; the folders hold the
     * credentials.
     */
    public ReplayCommand(Map<String, String> environment, Folders folders, Clock clock) {
        this.environment = Map.copyOf(environment);
        this.folders = folders;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        require(limit >= 1, "--limit must be at least 1.");
        require(reason == null || !reason.isBlank(), "--reason must not be empty.");
        Map<String, Object> connection = KafkaConnection.ofReplay(environment, folders);
        try (DeadLetterReplay replay = new DeadLetterReplay(connection, clock)) {
            ReplayText text = new ReplayText(group);
            ReplayRequest request =
                    new ReplayRequest(group, topics(replay), reason, limit, dryRun, again, name());
            replay.replay(request, letter -> print(text.line(letter)));
            print(text.summary());
            return text.someCannotBeSent()
                    ? CommandLine.ExitCode.SOFTWARE
                    : CommandLine.ExitCode.OK;
        } catch (KafkaAwayException e) {
            throw new LaunchFailure(
                    "Kafka at %s failed: %s. Start it with infra/run up, or set KAFKA_BOOTSTRAP_SERVERS; replaying again goes on from here."
                            .formatted(connection.get("bootstrap.servers"), e.getMessage()),
                    e);
        }
    }

    /** Behind {@code sudo} the person, not root. */
    private String name() {
        String name =
                by == null
                        ? environment.getOrDefault("SUDO_USER", System.getProperty("user.name"))
                        : by;
        require(
                NAME.matcher(name).matches(),
                "--by must be a name of 1 to 64 characters on one line, without control characters.");
        return name;
    }

    private Set<String> topics(DeadLetterReplay replay) throws InterruptedException {
        Set<String> groups = replay.groups();
        require(
                groups.contains(group),
                "--group: no dead-letter topic of '%s'; supported values: %s."
                        .formatted(group, listed(groups)));
        if (topic == null) {
            return Set.of();
        }
        Set<String> known = new TreeSet<>(SourceTopics.of(group));
        known.addAll(replay.topics(group));
        require(
                known.contains(topic),
                "--topic: %s does not consume '%s'; supported values: %s."
                        .formatted(group, topic, listed(known)));
        return Set.of(topic);
    }

    private static String listed(Set<String> names) {
        return names.isEmpty() ? "none yet" : String.join(", ", names);
    }

    private void print(@Nullable String line) {
        if (line != null) {
            PrintWriter out = commandLine().getOut();
            out.println(line);
            out.flush();
        }
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(commandLine(), otherwise);
        }
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("not executed by picocli");
        }
        return spec.commandLine();
    }
}
