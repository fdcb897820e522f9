package steadfast.demo.report;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import steadfast.client.Status;
import steadfast.demo.check.OrderCase;
import steadfast.demo.gateways.GatewayOutage;
import steadfast.demo.gateways.Routing;

/**
 * The effect of one gateway's outage on the orders of each gateway; only of buyers who pay at once
 * and want their cards.
 *
 * @param away the gateway that was down
 * @param seconds how long
 * @param others orders of the other gateways that were placed while it was away
 * @param othersElse orders of the other gateways that were placed before or after
 * @param own orders of the gateway itself that were placed while it was away
 */
record Meanwhile(String away, double seconds, Served others, Served othersElse, Served own) {

    /**
     * The service that orders got.
     *
     * @param p50 of the completed ones, in milliseconds from the first click
     */
    record Served(int placed, int completed, long p50, long p99) {

        private static Served of(List<OrderCase> orders) {
            List<Long> sorted =
                    orders.stream()
                            .filter(order -> order.is(Status.COMPLETED))
                            .flatMap(order -> order.purchase().untilFinal().stream())
                            .map(Duration::toMillis)
                            .sorted()
                            .toList();
            return new Served(
                    orders.size(),
                    (int) orders.stream().filter(order -> order.is(Status.COMPLETED)).count(),
                    Scoreboard.percentile(sorted, 50),
                    Scoreboard.percentile(sorted, 99));
        }
    }

    static Meanwhile of(GatewayOutage outage, List<OrderCase> orders) {
        List<OrderCase> plain =
                orders.stream().filter(order -> order.buyerPlan().isPaidAtOnce()).toList();
        Predicate<OrderCase> atIt =
                order ->
                        Routing.gatewayOf(order.buyerPlan().paymentMethod())
                                .equals(outage.gateway());
        Predicate<OrderCase> during =
                order -> order.purchase().acknowledgedAt().filter(outage::isOn).isPresent();
        return new Meanwhile(
                outage.gateway(),
                outage.length().toMillis() / 1000.0,
                Served.of(plain.stream().filter(atIt.negate()).filter(during).toList()),
                Served.of(plain.stream().filter(atIt.negate()).filter(during.negate()).toList()),
                Served.of(plain.stream().filter(atIt).filter(during).toList()));
    }
}
