/** The gateway as the reconciler knows it: it asks and closes, and never takes or returns money. */
@NullMarked
package steadfast.reconciler.gateway;

import org.jspecify.annotations.NullMarked;
