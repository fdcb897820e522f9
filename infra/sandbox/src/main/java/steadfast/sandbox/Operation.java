package steadfast.sandbox;

/** What can be asked about a payment. */
enum Operation {
    CHARGE,
    QUERY,
    CANCEL,
    REFUND
}
