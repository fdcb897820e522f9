/** What every loop shares: its stop, its waits, its health, and where a test makes it die. */
@NullMarked
package steadfast.messaging.loop;

import org.jspecify.annotations.NullMarked;
