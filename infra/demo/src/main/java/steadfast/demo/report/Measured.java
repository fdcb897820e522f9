package steadfast.demo.report;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steadfast.demo.gateways.CallbackReport;
import steadfast.demo.gateways.GatewayOutage;
import steadfast.demo.measure.FirstCalls;
import steadfast.events.OrderId;

/**
 * The measurements besides the evidence.
 *
 * @param span from the first click to the last final status
 * @param cpu of our four services in that time
 * @param retried orders with a charge that had to be queried or sent again
 * @param reconciled orders that the reconciler helped
 * @param calledBack orders whose capture a callback reported before payment-service knew
 * @param firstCalls the results of the first charge calls
 * @param outage when a gateway was down, if one was
 * @param callbacks the counts of each gateway's callbacks
 */
public record Measured(
        Duration span,
        Duration cpu,
        Set<OrderId> retried,
        Set<OrderId> reconciled,
        Set<OrderId> calledBack,
        FirstCalls firstCalls,
        Optional<GatewayOutage> outage,
        List<CallbackReport> callbacks) {}
