/** Brings orders that need a person before one, and takes what is decided. */
@NullMarked
package steadfast.reconciler.review;

import org.jspecify.annotations.NullMarked;
