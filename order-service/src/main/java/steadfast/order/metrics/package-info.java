/** What an operator watches: how orders move. */
@NullMarked
package steadfast.order.metrics;

import org.jspecify.annotations.NullMarked;
