/** Takes bodies from slow clients without a thread or a database connection waiting for them. */
@NullMarked
package steadfast.fulfillment.upload;

import org.jspecify.annotations.NullMarked;
