/** The database of reconciler-service. */
@NullMarked
package steadfast.reconciler.store;

import org.jspecify.annotations.NullMarked;
