/** Expires orders that stayed unpaid for their whole time to live. */
@NullMarked
package steadfast.order.expire;

import org.jspecify.annotations.NullMarked;
