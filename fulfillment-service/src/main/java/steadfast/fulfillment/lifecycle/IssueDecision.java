package steadfast.fulfillment.lifecycle;

import java.util.List;
import steadfast.events.FulfillmentEvent;

/** The effect of an {@link IssueSignal} on an {@link Issuing}. */
public sealed interface IssueDecision {

    /** Changes to {@code next} and publishes these events, in one transaction. */
    record Move(Issuing next, List<FulfillmentEvent> events) implements IssueDecision {
        public Move {
            events = List.copyOf(events);
        }
    }

    /** Nothing new: the last events are published again, with the same IDs. */
    record Repeat() implements IssueDecision {}

    /** Nothing new, and nothing to publish. */
    record Stay() implements IssueDecision {}

    /** An invalid signal, which a person investigates; {@code reason} is for that person. */
    record Contradiction(String reason) implements IssueDecision {}
}
