package steadfast.payment.exchange;

import java.util.Optional;
import java.util.Set;
import steadfast.gateway.PaymentGateway;

/** The gateways that are configured and have what they need, by name. */
public interface Gateways {
    /** The gateway's name of a payment whose method nobody takes. */
    String NOBODY = "none";

    /** The gateway of this name, with all that watches over its calls; empty if there is none. */
    Optional<PaymentGateway> find(String name);

    /** The names of all that can be used. */
    Set<String> names();

    /**
     * The name of the gateway that takes a new payment by this method, whether it can be used or
     * not; {@link #NOBODY} if there is none.
     */
    String takerOf(String paymentMethod);
}
