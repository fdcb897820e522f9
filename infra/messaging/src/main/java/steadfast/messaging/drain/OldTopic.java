package steadfast.messaging.drain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import steadfast.messaging.retry.RetryLadder;

/**
 * A topic of a ladder of before, when each source topic of a group had one of its own.
 *
 * @param name {@code <group>.<source topic>.} and what the topic is for
 * @param source the source topic of its records
 * @param target the topic of the group's one ladder that has its place
 */
public record OldTopic(String name, String source, String target) {

    private static final Pattern PURPOSE = Pattern.compile("retry-\\d+|parked\\..+|dlt|replayed");
    private static final String DEAD = ".dlt";
    private static final String REPLAYED = ".replayed";

    /** Returns the old topics of the group, in the order of their names. */
    public static List<OldTopic> among(
            Collection<String> names, String group, Set<String> sources) {
        return names.stream().sorted().flatMap(name -> of(name, group, sources).stream()).toList();
    }

    /** The longest source topic first: another one's name may begin with a shorter one's. */
    private static Optional<OldTopic> of(String name, String group, Set<String> sources) {
        return sources.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .filter(source -> name.startsWith(group + "." + source + "."))
                .map(source -> {
                    String purpose = name.substring(group.length() + source.length() + 2);
                    return new OldTopic(name, source, group + "." + purpose);
                })
                .filter(old -> PURPOSE.matcher(old.purpose(group)).matches())
                .findFirst();
    }

    /**
     * Returns where its records go: to its target, or to the first rung if the settings no longer
     * have that rung or tier, where the handler decides.
     */
    String targetAmong(Set<String> names, String group) {
        return isWaiting() && !names.contains(target) ? RetryLadder.retry(group, 1) : target;
    }

    private String purpose(String group) {
        return target.substring(group.length() + 1);
    }

    /** Returns whether its records wait to be handled again, on a rung or a parking tier. */
    boolean isWaiting() {
        return !isDead() && !isReplayLog();
    }

    boolean isDead() {
        return target.endsWith(DEAD) && target.indexOf('.') == target.length() - DEAD.length();
    }

    boolean isReplayLog() {
        return target.endsWith(REPLAYED)
                && target.indexOf('.') == target.length() - REPLAYED.length();
    }
}
