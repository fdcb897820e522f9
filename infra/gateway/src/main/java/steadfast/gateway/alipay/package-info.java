/** Alipay's open platform behind {@link steadfast.gateway.PaymentGateway}: a QR code to scan. */
@NullMarked
package steadfast.gateway.alipay;

import org.jspecify.annotations.NullMarked;
