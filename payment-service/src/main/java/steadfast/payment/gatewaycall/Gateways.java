package steadfast.payment.gatewaycall;

import java.util.Optional;
import java.util.Set;
import steadfast.gateway.PaymentGateway;

/** The gateways that are configured, by name. */
public interface Gateways {
    /** The gateway name of a payment whose method no gateway takes. */
    String NOBODY = "none";

    /**
     * Returns the gateway of this name, with its decorators; empty if it is missing or lacks a
     * setting.
     */
    Optional<PaymentGateway> find(String name);

    /** Returns all names, including gateways that lack a setting and can't be used. */
    Set<String> names();

    /**
     * Returns the name of the gateway for new payments by this method, whether or not it can be
     * used; {@link #NOBODY} if there is none.
     */
    String gatewayOf(String paymentMethod);
}
