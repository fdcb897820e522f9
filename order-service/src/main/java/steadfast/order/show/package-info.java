/** Shows an order to whoever holds its token, and how many there are to the operator. */
@NullMarked
package steadfast.order.show;

import org.jspecify.annotations.NullMarked;
