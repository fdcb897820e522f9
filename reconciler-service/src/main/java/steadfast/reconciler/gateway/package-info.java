/** The gateway as the reconciler uses it: for queries and closes, never for charges or refunds. */
@NullMarked
package steadfast.reconciler.gateway;

import org.jspecify.annotations.NullMarked;
