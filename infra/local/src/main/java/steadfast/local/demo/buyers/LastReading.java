package steadfast.local.demo.buyers;

/** How an order was found when everything had come to rest. */
public sealed interface LastReading {

    /** It is there. */
    record Found(Status status) implements LastReading {}

    /** The shop says that there is no such order. */
    record Gone() implements LastReading {}

    /** The shop did not answer. */
    record NoAnswer() implements LastReading {}
}
