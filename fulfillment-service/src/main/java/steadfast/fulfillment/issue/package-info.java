/** Gives paid orders their cards, exactly once, and handles withdrawn permissions. */
@NullMarked
package steadfast.fulfillment.issue;

import org.jspecify.annotations.NullMarked;
