package steadfast.messaging.replay;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are to be sent back.
 *
 * @param group the consumer group whose letters they are
 * @param topics only letters of these source topics; empty for those of all
 * @param reason a failure kind, or a part of a failure reason; null for any
 * @param limit how many to send at most
 * @param dryRun whether to send and record nothing
 * @param again whether to also send those that were sent before
 * @param by the person who asks; recorded with each letter
 */
public record ReplayRequest(
        String group,
        Set<String> topics,
        @Nullable String reason,
        int limit,
        boolean dryRun,
        boolean again,
        String by) {

    public ReplayRequest {
        topics = new TreeSet<>(topics);
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1: " + limit);
        }
        if (by.isBlank()) {
            throw new IllegalArgumentException(
                    "a replay needs the name of the person who asks for it");
        }
    }

    boolean wants(DeadLetter letter) {
        return isOfATopic(letter) && isOfTheReason(letter);
    }

    /** Of an unreadable letter nobody knows; it is reported whatever the topics. */
    private boolean isOfATopic(DeadLetter letter) {
        return switch (letter) {
            case DeadLetter.Intact intact ->
                    topics.isEmpty() || topics.contains(intact.failures().originTopic());
            case DeadLetter.Unreadable _ -> true;
        };
    }

    private boolean isOfTheReason(DeadLetter letter) {
        String why = letter.reason();
        return reason == null
                || reason.equals(letter.kind())
                || (why != null && why.contains(reason));
    }
}
