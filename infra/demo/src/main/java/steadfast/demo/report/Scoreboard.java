package steadfast.demo.report;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import steadfast.client.Status;
import steadfast.demo.check.Evidence;
import steadfast.demo.check.IncidentOrder;
import steadfast.demo.check.Invariants;
import steadfast.demo.check.OrderCase;
import steadfast.demo.check.Promise;
import steadfast.demo.check.Violation;
import steadfast.demo.check.Violations;

/** Computes the final result from evidence and measurements. */
public record Scoreboard(
        DemoReport report,
        List<Violation> violations,
        double ordersPerSecond,
        Optional<IncidentOrder> night,
        int overdue) {

    /**
     * The last count.
     *
     * @param earlier violations found before the evidence was collected
     */
    public static Scoreboard of(Evidence evidence, Measured measured, List<Violation> earlier) {
        List<OrderCase> orders = OrderCase.of(evidence);
        Violations all = new Violations();
        all.addAll(earlier);
        all.addAll(Invariants.judge(evidence));
        List<Violation> violations = all.byPromise();
        DemoReport report =
                new DemoReport(
                        evidence.purchases().size(),
                        orders.size(),
                        Disposition.of(orders),
                        orders.stream().mapToInt(order -> order.captures().size()).sum(),
                        orders.stream().mapToInt(order -> order.refunds().size()).sum(),
                        orders.stream().mapToInt(order -> order.cards().size()).sum(),
                        savedBy(orders, measured),
                        NaiveShop.of(orders, measured.firstCalls()),
                        completion(orders),
                        orders.isEmpty()
                                ? 0
                                : tenths(measured.cpu().toNanos() / 1e6 / orders.size()),
                        measured.outage().map(outage -> Meanwhile.of(outage, orders)).orElse(null),
                        measured.callbacks(),
                        violations.stream().map(Violation::toString).toList());
        double seconds = measured.span().toNanos() / 1e9;
        return new Scoreboard(
                report,
                violations,
                seconds == 0 ? 0 : tenths(orders.size() / seconds),
                IncidentOrder.among(orders),
                (int)
                        orders.stream()
                                .filter(order -> evidence.overdue().contains(order.id()))
                                .count());
    }

    private static DemoReport.SavedBy savedBy(List<OrderCase> orders, Measured measured) {
        int retry = 0;
        int callback = 0;
        int reconciler = 0;
        for (OrderCase order : orders) {
            if (!order.is(Status.COMPLETED)) {
                continue;
            }
            if (measured.reconciled().contains(order.id())) {
                reconciler++;
            } else if (measured.retried().contains(order.id())) {
                if (measured.calledBack().contains(order.id())) {
                    callback++;
                } else {
                    retry++;
                }
            }
        }
        int review = (int) orders.stream().filter(OrderCase::inReview).count();
        return new DemoReport.SavedBy(retry, callback, reconciler, review);
    }

    private static DemoReport.CompletionMillis completion(List<OrderCase> orders) {
        List<Long> sorted =
                orders.stream()
                        .filter(order -> order.is(Status.COMPLETED))
                        .flatMap(order -> order.purchase().untilFinal().stream())
                        .map(Duration::toMillis)
                        .sorted()
                        .toList();
        return new DemoReport.CompletionMillis(percentile(sorted, 50), percentile(sorted, 99));
    }

    /** By the nearest-rank method; 0 of nothing. */
    static long percentile(List<Long> sorted, int percent) {
        if (sorted.isEmpty()) {
            return 0;
        }
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** Returns whether nothing was broken. */
    public boolean clean() {
        return violations.isEmpty();
    }

    Stream<Violation> violationsOf(Promise promise) {
        return violations.stream().filter(violation -> violation.promise() == promise);
    }
}
