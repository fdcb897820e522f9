/** The contract between the services: identities, event records, topics and their codec. */
@NullMarked
package steadfast.events;

import org.jspecify.annotations.NullMarked;
