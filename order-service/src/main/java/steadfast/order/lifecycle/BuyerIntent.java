package steadfast.order.lifecycle;

/** The buyer's intent for a payment that may still be captured. */
public sealed interface BuyerIntent {

    /** Complete this payment. */
    record Pay() implements BuyerIntent {}

    /** Cancel: the order ends when the payment is closed. */
    record Leave() implements BuyerIntent {}

    /** Pay by another method: the next round starts when the payment is closed. */
    record PayBy(String paymentMethod) implements BuyerIntent {}
}
