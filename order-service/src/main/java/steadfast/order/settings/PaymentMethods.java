package steadfast.order.settings;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.SortedSet;
import java.util.TreeSet;

/** The payment methods that the shop offers. */
@ApplicationScoped
public class PaymentMethods {

    private final SortedSet<String> names;

    PaymentMethods(OrderConfig config) {
        this.names = new TreeSet<>(config.paymentMethods());
    }

    /** Returns whether the shop offers this method. */
    public boolean offers(String paymentMethod) {
        return names.contains(paymentMethod);
    }

    /** Returns the offered methods, sorted by name. */
    public SortedSet<String> names() {
        return new TreeSet<>(names);
    }
}
