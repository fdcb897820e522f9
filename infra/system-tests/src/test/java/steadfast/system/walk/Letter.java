package steadfast.system.walk;

import java.time.Instant;
import steadfast.events.Event;

/** An event as it was said once: saying it again sends the same letter. */
record Letter(long id, Event event, Instant saidAt) {}
