package steadfast.system.simulation;

import java.time.Instant;
import steadfast.events.Event;

/** An event as it was published once: republishing it sends the same letter. */
record Letter(long id, Event event, Instant publishedAt) {}
