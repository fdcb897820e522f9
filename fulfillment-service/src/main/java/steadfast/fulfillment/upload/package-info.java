/** Receives bodies from slow clients without blocking a thread or a database connection. */
@NullMarked
package steadfast.fulfillment.upload;

import org.jspecify.annotations.NullMarked;
