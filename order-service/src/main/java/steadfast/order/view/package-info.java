/** The view of an order that buyers and operators get, whoever answers. */
@NullMarked
package steadfast.order.view;

import org.jspecify.annotations.NullMarked;
