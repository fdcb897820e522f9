package steadfast.payment.exchange;

import java.util.Optional;
import java.util.Set;
import steadfast.gateway.PaymentGateway;

/** The gateways that are configured, by name. */
public interface Gateways {
    /** The gateway's name of a payment whose method nobody takes. */
    String NOBODY = "none";

    /**
     * The gateway of this name, with all that watches over its calls; empty if there is none that
     * has what it needs.
     */
    Optional<PaymentGateway> find(String name);

    /** All their names, also of those that lack a setting and can't be used. */
    Set<String> names();

    /**
     * The name of the gateway that takes a new payment by this method, whether it can be used or
     * not; {@link #NOBODY} if there is none.
     */
    String takerOf(String paymentMethod);
}
