package steadfast.payment.lifecycle;

/** The rules by gateway: each gateway has its own limits. */
@FunctionalInterface
public interface Lifecycles {

    /** Returns the rules of this payment. */
    Lifecycle of(Payment payment);
}
