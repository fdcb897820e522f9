/** Places orders: each click of a buyer at most once. */
@NullMarked
package steadfast.order.submit;

import org.jspecify.annotations.NullMarked;
