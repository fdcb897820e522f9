package steadfast.local.demo;

import java.time.Duration;
import java.util.Set;
import steadfast.events.OrderId;

/**
 * What was measured beside the evidence.
 *
 * @param span from the first click to the last final status
 * @param cpu of our four services in that time
 * @param retried orders of which a charge had to be asked about or sent again
 * @param reconciled orders that the reconciler helped
 * @param firstCalls how the first charge calls went
 */
record Measured(
        Duration span,
        Duration cpu,
        Set<OrderId> retried,
        Set<OrderId> reconciled,
        FirstCalls firstCalls) {}
