package steadfast.demo.buyers;

import java.time.Instant;
import steadfast.client.Status;

/**
 * What a buyer was told of an order.
 *
 * @param askedAt when the question left, so the answer is no older
 */
public record StatusReading(Status status, Instant askedAt) {}
