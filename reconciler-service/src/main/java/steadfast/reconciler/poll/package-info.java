/** Asks the gateway about payments whose end is not certain, and closes them in the end. */
@NullMarked
package steadfast.reconciler.poll;

import org.jspecify.annotations.NullMarked;
