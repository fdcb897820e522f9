package steadfast.launcher.replay;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.replay.DeadLetterReport;
import steadfast.messaging.replay.ReplayOutcome;

/** The output of a replay for people: one line per letter, and a last one that counts them. */
final class ReplayText {

    private static final int LONGEST_TEXT = 200;

    private final String group;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private int left;

    ReplayText(String group) {
        this.group = group;
    }

    /** Counts a letter; its line, or null if it was only left for later. */
    @Nullable String line(DeadLetterReport letter) {
        if (letter.outcome() instanceof ReplayOutcome.Left) {
            left++;
            return null;
        }
        String words = name(letter.outcome());
        counts.merge(words, 1, Integer::sum);
        return "%-17s %s/%d/%d key=%s type=%s kind=%s reason=%s replays=%d%s"
                .formatted(
                        words,
                        letter.topic(),
                        letter.partition(),
                        letter.offset(),
                        plain(letter.key()),
                        plain(letter.type()),
                        plain(letter.kind()),
                        quoted(letter.reason()),
                        letter.replayCount(),
                        because(letter.outcome()));
    }

    String summary() {
        StringJoiner parts = new StringJoiner(", ");
        counts.forEach((words, count) -> parts.add(count + " " + words));
        if (left > 0) {
            parts.add(left + " left for later by --limit");
        }
        return group + ": " + (parts.length() == 0 ? "no dead letters" : parts) + ".";
    }

    /** Letters that Kafka refuses for what they are. */
    boolean someCannotBeSent() {
        return counts.containsKey(name(new ReplayOutcome.CannotBeSent("")));
    }

    private static String name(ReplayOutcome outcome) {
        return switch (outcome) {
            case ReplayOutcome.Replayed _ -> "replayed";
            case ReplayOutcome.WouldBeReplayed _ -> "would be replayed";
            case ReplayOutcome.Quarantined _ -> "quarantined";
            case ReplayOutcome.AlreadyReplayed _ -> "already replayed";
            case ReplayOutcome.Unreadable _ -> "unreadable";
            case ReplayOutcome.CannotBeSent _ -> "cannot be sent";
            case ReplayOutcome.Left _ -> "left";
        };
    }

    private static String because(ReplayOutcome outcome) {
        return switch (outcome) {
            case ReplayOutcome.Unreadable(String why) -> " because=" + quoted(why);
            case ReplayOutcome.CannotBeSent(String cause) -> " because=" + quoted(cause);
            case ReplayOutcome.Replayed _,
                    ReplayOutcome.WouldBeReplayed _,
                    ReplayOutcome.Quarantined _,
                    ReplayOutcome.AlreadyReplayed _,
                    ReplayOutcome.Left _ ->
                    "";
        };
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "-" : '"' + plain(text) + '"';
    }

    /** Makes a record's text safe: one line, and nothing that controls a terminal. */
    private static String plain(@Nullable String text) {
        if (text == null) {
            return "-";
        }
        String shown = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\x{2028}\\x{2029}]", "?");
        return shown.length() <= LONGEST_TEXT ? shown : shown.substring(0, LONGEST_TEXT) + "…";
    }
}
