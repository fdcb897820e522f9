package steadfast.order.lifecycle;

/** What the buyer wants of a payment that may still be captured. */
public sealed interface Wish {

    /** To pay by it. */
    record Pay() implements Wish {}

    /** Out: the order ends when the payment is closed. */
    record Leave() implements Wish {}

    /** To pay another way: the next round starts when the payment is closed. */
    record PayBy(String paymentMethod) implements Wish {}
}
