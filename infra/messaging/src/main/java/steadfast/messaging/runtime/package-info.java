/** Starts loops and relay with the application, and tells of their health. */
@NullMarked
package steadfast.messaging.runtime;

import org.jspecify.annotations.NullMarked;
