package steadfast.local.demo.report;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steadfast.events.OrderId;
import steadfast.local.demo.gateways.CallbackReport;
import steadfast.local.demo.gateways.GatewayOutage;
import steadfast.local.demo.measure.FirstCalls;

/**
 * What was measured beside the evidence.
 *
 * @param span from the first click to the last final status
 * @param cpu of our four services in that time
 * @param retried orders of which a charge had to be asked about or sent again
 * @param reconciled orders that the reconciler helped
 * @param heard orders whose capture a callback told of before payment-service knew
 * @param firstCalls how the first charge calls went
 * @param outage when a gateway was away, where one was
 * @param callbacks what became of each gateway's
 */
public record Measured(
        Duration span,
        Duration cpu,
        Set<OrderId> retried,
        Set<OrderId> reconciled,
        Set<OrderId> heard,
        FirstCalls firstCalls,
        Optional<GatewayOutage> outage,
        List<CallbackReport> callbacks) {}
