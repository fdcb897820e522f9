/** Advances orders: by the other services' events and by the buyer's own actions. */
@NullMarked
package steadfast.order.advance;

import org.jspecify.annotations.NullMarked;
