package steadfast.local.demo;

import java.time.Instant;

/**
 * What a buyer was told of an order.
 *
 * @param askedAt when the question left, so the answer is no older
 */
record StatusReading(Status status, Instant askedAt) {}
