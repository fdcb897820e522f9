package steadfast.payment.lifecycle;

/** The rules by the gateway that takes a payment: each has limits of its own. */
@FunctionalInterface
public interface Lifecycles {

    /** The rules of this payment. */
    Lifecycle of(Payment payment);
}
