/** The products on sale, their prices and their stock. */
@NullMarked
package steadfast.order.catalog;

import org.jspecify.annotations.NullMarked;
