/** Polls the gateway about payments whose end is not certain, and finally closes them. */
@NullMarked
package steadfast.reconciler.poll;

import org.jspecify.annotations.NullMarked;
