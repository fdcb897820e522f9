/** Where watched orders are kept. */
@NullMarked
package steadfast.reconciler.store;

import org.jspecify.annotations.NullMarked;
