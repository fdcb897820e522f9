/** Ends what stayed unpaid for its whole time to live. */
@NullMarked
package steadfast.order.expire;

import org.jspecify.annotations.NullMarked;
