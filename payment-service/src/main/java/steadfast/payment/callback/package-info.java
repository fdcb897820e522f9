/**
 * Receives the gateways' callbacks: checked, deduplicated, and passed on as a hint that
 * payment-service confirms by asking the gateway.
 */
@NullMarked
package steadfast.payment.callback;

import org.jspecify.annotations.NullMarked;
