package steadfast.fulfillment.lifecycle;

import java.util.List;
import steadfast.events.FulfillmentEvent;

/** What a {@link IssueSignal} makes of an {@link Issuing}. */
public sealed interface IssueDecision {

    /** Becomes {@code next} and says these events, in one transaction. */
    record Move(Issuing next, List<FulfillmentEvent> events) implements IssueDecision {
        public Move {
            events = List.copyOf(events);
        }
    }

    /** Nothing new: what was said last is said again, with the same event ID. */
    record Repeat() implements IssueDecision {}

    /** Nothing new, and nobody asked. */
    record Stay() implements IssueDecision {}

    /** This must not happen; a person looks into it. {@code reason} is for that person. */
    record Contradiction(String reason) implements IssueDecision {}
}
