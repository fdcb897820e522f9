/** The database of order-service: the only room that knows how rows look. */
@NullMarked
package steadfast.order.store;

import org.jspecify.annotations.NullMarked;
