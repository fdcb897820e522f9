package steadfast.order.settings;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.SortedSet;
import java.util.TreeSet;

/** The payment methods that the shop offers. */
@ApplicationScoped
public class PaymentMethods {

    private final SortedSet<String> names;

    PaymentMethods(OrderSettings settings) {
        this.names = new TreeSet<>(settings.paymentMethods());
    }

    /** Whether the shop offers it. */
    public boolean offers(String paymentMethod) {
        return names.contains(paymentMethod);
    }

    /** By name. */
    public SortedSet<String> names() {
        return new TreeSet<>(names);
    }
}
