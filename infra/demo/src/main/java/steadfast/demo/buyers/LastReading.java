package steadfast.demo.buyers;

import steadfast.client.Status;

/** An order's state after everything had come to rest. */
public sealed interface LastReading {

    /** The order exists. */
    record Found(Status status) implements LastReading {}

    /** The shop answered that the order does not exist. */
    record Gone() implements LastReading {}

    /** The shop did not answer. */
    record NoAnswer() implements LastReading {}
}
