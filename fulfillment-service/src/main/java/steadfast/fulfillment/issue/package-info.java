/** Gives paid orders their cards, exactly once, and takes permissions back. */
@NullMarked
package steadfast.fulfillment.issue;

import org.jspecify.annotations.NullMarked;
