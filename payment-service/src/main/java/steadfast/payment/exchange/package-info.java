/** The one place that talks with the gateway: transaction, call, transaction. */
@NullMarked
package steadfast.payment.exchange;

import org.jspecify.annotations.NullMarked;
