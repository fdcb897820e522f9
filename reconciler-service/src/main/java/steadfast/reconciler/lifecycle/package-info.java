/**
 * The conclusions from an order's facts: pure, and independent of the order in which the facts
 * arrive.
 */
@NullMarked
package steadfast.reconciler.lifecycle;

import org.jspecify.annotations.NullMarked;
