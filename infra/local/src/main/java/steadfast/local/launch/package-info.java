/** Kafka, PostgreSQL, the sandbox and the services as child processes: started, watched, reaped. */
@NullMarked
package steadfast.local.launch;

import org.jspecify.annotations.NullMarked;
