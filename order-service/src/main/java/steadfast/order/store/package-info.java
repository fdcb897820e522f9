/** The database of order-service: the only package that knows the tables. */
@NullMarked
package steadfast.order.store;

import org.jspecify.annotations.NullMarked;
