/** The only place that calls the gateway: transaction, call, transaction. */
@NullMarked
package steadfast.payment.gatewaycall;

import org.jspecify.annotations.NullMarked;
