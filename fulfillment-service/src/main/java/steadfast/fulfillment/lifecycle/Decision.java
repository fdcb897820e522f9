package steadfast.fulfillment.lifecycle;

import java.util.List;
import steadfast.events.FulfillmentEvent;

/** What a {@link Signal} makes of an {@link Issuing}. */
public sealed interface Decision {

    /** Becomes {@code next} and says these events, in one transaction. */
    record Move(Issuing next, List<FulfillmentEvent> events) implements Decision {
        public Move {
            events = List.copyOf(events);
        }
    }

    /** Nothing new: what was said last is said again, with the same event ID. */
    record Repeat() implements Decision {}

    /** Nothing new, and nobody asked. */
    record Stay() implements Decision {}

    /** This must not happen; a person looks into it. {@code reason} is for that person. */
    record Contradiction(String reason) implements Decision {}
}
