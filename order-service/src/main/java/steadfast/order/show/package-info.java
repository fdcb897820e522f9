/** Shows an order to the holder of its token, and the number of orders to the operator. */
@NullMarked
package steadfast.order.show;

import org.jspecify.annotations.NullMarked;
