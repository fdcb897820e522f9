/** What is sold, at which price, and how much of it there is. */
@NullMarked
package steadfast.order.catalog;

import org.jspecify.annotations.NullMarked;
