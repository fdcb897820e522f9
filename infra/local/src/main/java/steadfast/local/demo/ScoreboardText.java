package steadfast.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The scoreboard as people read it. */
final class ScoreboardText {

    private static final int MAX_VIOLATIONS = 20;

    private ScoreboardText() {}

    /** What a run is about to do, with the delays at its pace. */
    static String opening(DemoSettings settings) {
        Pace pace = settings.pace();
        return "demo: %d orders, seed %d, weather %s, pace %d (every delay divided by it: time to live %s, longest poll %s)"
                .formatted(
                        settings.orders(),
                        settings.seed(),
                        settings.weather().label(),
                        pace.divisor(),
                        seconds(pace.timeToLive()),
                        seconds(pace.longestPoll()));
    }

    static List<String> lines(DemoSettings settings, Scoreboard scoreboard) {
        Report report = scoreboard.report();
        Disposition ends = report.disposition();
        List<String> lines = new ArrayList<>();
        lines.add("");
        for (Promise promise : Promise.values()) {
            long broken = scoreboard.violationsOf(promise).count();
            lines.add(
                    "  %-2s  %-14s %s"
                            .formatted(
                                    promise.label(),
                                    broken == 0 ? "kept" : "BROKEN " + broken + "x",
                                    promise.text()));
        }
        lines.add("");
        lines.add(
                "  orders      %d placed, %d acknowledged: %d completed, %d failed, %d expired, %d refunded, %d in review, %d not final"
                        .formatted(
                                report.orders(),
                                report.acknowledged(),
                                ends.completed(),
                                ends.failed(),
                                ends.expired(),
                                ends.refunded(),
                                ends.inReview(),
                                ends.notFinal()));
        lines.add(
                "  gateway     %d captures, %d refunds; cards issued: %d"
                        .formatted(report.captures(), report.refunds(), report.cardsIssued()));
        lines.addAll(help(scoreboard));
        lines.add(
                "  completion  p50 %d ms, p99 %d ms; %.1f orders/s; %.1f CPU-ms of our four services an order; pace %d"
                        .formatted(
                                report.completionMillis().p50(),
                                report.completionMillis().p99(),
                                scoreboard.ordersPerSecond(),
                                report.cpuMillisPerOrder(),
                                settings.pace().divisor()));
        lines.add("");
        scoreboard.violations().stream()
                .limit(MAX_VIOLATIONS)
                .forEach(violation -> lines.add("  BROKEN " + violation));
        if (scoreboard.violations().size() > MAX_VIOLATIONS) {
            lines.add("  ... and " + (scoreboard.violations().size() - MAX_VIOLATIONS) + " more");
        }
        lines.add(
                scoreboard.clean()
                        ? "No promise was broken."
                        : "Broken promises: " + scoreboard.violations().size());
        return lines;
    }

    private static List<String> help(Scoreboard scoreboard) {
        Report.SavedBy saved = scoreboard.report().savedBy();
        NaiveShop naive = scoreboard.report().naiveShop();
        List<String> lines = new ArrayList<>();
        lines.add(
                "  saved by    retry %d / reconciler %d / a person's queue %d; an event is overdue of %d orders"
                        .formatted(
                                saved.retry(),
                                saved.reconciler(),
                                saved.review(),
                                scoreboard.overdue()));
        lines.add(
                "  otherwise   a shop that calls a timeout a failure: %d orders charged without cards (as many double charges if their buyers try again), %d orders lost"
                        .formatted(naive.chargedWithoutCards(), naive.ordersLost()));
        lines.add("              " + NaiveShop.RULE);
        scoreboard.night().ifPresent(night -> lines.add("  that night  " + night.story()));
        return lines;
    }

    /** How to go on by hand. */
    static List<String> addresses(RunningShop shop, Assortment assortment) {
        return List.of(
                "",
                "The shop stays up until Ctrl-C:",
                "  order-service        " + shop.order(),
                "  payment-service      " + shop.payment(),
                "  fulfillment-service  " + shop.fulfillment(),
                "  reconciler-service   " + shop.reconciler(),
                "  sandbox gateway      " + shop.sandbox(),
                "  Kafka                " + shop.kafkaBootstrap(),
                "Place an order:",
                "  curl -sS "
                        + shop.order().resolve("/v1/orders")
                        + " -H 'Authorization: Bearer "
                        + shop.storefrontKey()
                        + "' -H \"Idempotency-Key: $(cat /proc/sys/kernel/random/uuid)\""
                        + " -H 'Content-Type: application/json' -d '{\"sku\":\""
                        + assortment.products().getFirst().sku()
                        + "\",\"quantity\":1,\"paymentMethod\":\"card\"}'");
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : "%.1f s".formatted(duration.toMillis() / 1000.0);
    }
}
