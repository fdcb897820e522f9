/** The view of an order that buyers and operators get, the same from every resource. */
@NullMarked
package steadfast.order.view;

import org.jspecify.annotations.NullMarked;
