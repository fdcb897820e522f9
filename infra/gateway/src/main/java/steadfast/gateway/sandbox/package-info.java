/** The sandbox gateway behind {@link steadfast.gateway.PaymentGateway}, over the JDK's client. */
@NullMarked
package steadfast.gateway.sandbox;

import org.jspecify.annotations.NullMarked;
