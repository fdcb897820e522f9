/** Lists orders that need a person, and accepts the decisions. */
@NullMarked
package steadfast.reconciler.review;

import org.jspecify.annotations.NullMarked;
