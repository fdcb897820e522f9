/** Shows an order's payments to an operator. */
@NullMarked
package steadfast.payment.show;

import org.jspecify.annotations.NullMarked;
