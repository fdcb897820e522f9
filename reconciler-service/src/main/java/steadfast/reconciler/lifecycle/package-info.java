/** What follows from what was heard of an order: pure, and the same in whatever order it came. */
@NullMarked
package steadfast.reconciler.lifecycle;

import org.jspecify.annotations.NullMarked;
