package steadfast.messaging;

import java.nio.file.Path;
import java.util.List;
import steadfast.messaging.loop.CrashPoints;

/**
 * What a consumer process does; goes to it as its command line.
 *
 * @param process its name in the journal
 * @param transactional the mode: else concurrent
 * @param relay whether effects write to the outbox, and a relay sends that to {@link #outTopic}
 * @param workMillis how long each call of the handler takes at least
 */
record ChildPlan(
        String process,
        String bootstrapServers,
        String jdbcUrl,
        String group,
        String topic,
        boolean transactional,
        boolean relay,
        int workMillis,
        Path journal,
        Kill kill) {

    String outTopic() {
        return topic + ".out";
    }

    List<String> toArguments() {
        return List.of(
                process,
                bootstrapServers,
                jdbcUrl,
                group,
                topic,
                String.valueOf(transactional),
                String.valueOf(relay),
                String.valueOf(workMillis),
                journal.toString(),
                kill.side().name(),
                kill.step().name(),
                String.valueOf(kill.nth()));
    }

    static ChildPlan parse(String[] arguments) {
        return new ChildPlan(
                arguments[0],
                arguments[1],
                arguments[2],
                arguments[3],
                arguments[4],
                Boolean.parseBoolean(arguments[5]),
                Boolean.parseBoolean(arguments[6]),
                Integer.parseInt(arguments[7]),
                Path.of(arguments[8]),
                new Kill(
                        Kill.Side.valueOf(arguments[9]),
                        CrashPoints.Step.valueOf(arguments[10]),
                        Integer.parseInt(arguments[11])));
    }
}
