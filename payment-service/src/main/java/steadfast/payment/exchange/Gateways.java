package steadfast.payment.exchange;

import java.util.Optional;
import steadfast.gateway.PaymentGateway;

/** The gateways that are configured and have what they need, by name. */
public interface Gateways {

    /** The gateway of this name, with all that watches over its calls; empty if there is none. */
    Optional<PaymentGateway> find(String name);
}
