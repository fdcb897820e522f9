package steadfast.local.demo;

import java.time.Duration;
import java.util.Set;
import steadfast.events.OrderId;

/**
 * What was measured beside the evidence.
 *
 * @param span from the first click to the last final status
 * @param cpu of our four services in that time
 * @param retried orders of which a charge was tried again
 * @param reconciled orders that the reconciler helped
 */
record Measured(Duration span, Duration cpu, Set<OrderId> retried, Set<OrderId> reconciled) {}
