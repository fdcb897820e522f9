/** What becomes of a record that failed: its class of failure, its rung, its wait, its headers. */
@NullMarked
package steadfast.messaging.retry;

import org.jspecify.annotations.NullMarked;
