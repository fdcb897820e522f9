package steadfast.demo.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import steadfast.demo.check.Promise;
import steadfast.demo.gateways.CallbackReport;
import steadfast.demo.scenario.DemoScenario;
import steadfast.demo.scenario.DemoSettings;
import steadfast.demo.scenario.Pace;
import steadfast.launcher.shop.RunningShop;

/** Formats the scoreboard for people. */
public final class ScoreboardText {

    private static final int MAX_VIOLATIONS = 20;

    private ScoreboardText() {}

    /** Returns the description of a run, with the delays at its pace. */
    public static String opening(DemoSettings settings) {
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

    /** Returns the scoreboard, line by line. */
    public static List<String> lines(DemoSettings settings, Scoreboard scoreboard) {
        DemoReport report = scoreboard.report();
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
                "  gateways    %d captures, %d refunds; cards issued: %d"
                        .formatted(report.captures(), report.refunds(), report.cardsIssued()));
        lines.addAll(help(scoreboard));
        report.callbacks().forEach(one -> lines.add(callbacks(one)));
        Meanwhile meanwhile = report.meanwhile();
        if (meanwhile != null) {
            lines.addAll(meanwhile(meanwhile));
        }
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
        DemoReport.SavedBy saved = scoreboard.report().savedBy();
        NaiveShop naive = scoreboard.report().naiveShop();
        List<String> lines = new ArrayList<>();
        lines.add(
                "  saved by    retry %d / callback %d / reconciler %d / a person's queue %d; an event is overdue of %d orders"
                        .formatted(
                                saved.retry(),
                                saved.callback(),
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

    private static String callbacks(CallbackReport report) {
        return "  callbacks   of %s: sent %s; %d again, %d acknowledged, %d given up, %d lost; payment-service: %s"
                .formatted(
                        report.gateway(),
                        counts(report.sent()),
                        report.repeated(),
                        report.acknowledged(),
                        report.givenUp(),
                        report.met().getOrDefault("callback-lost", 0L),
                        counts(report.taken()));
    }

    private static String counts(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(one -> one.getValue() + " " + one.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static List<String> meanwhile(Meanwhile meanwhile) {
        return List.of(
                "  meanwhile   %s was away for %.1f s; placed at the other gateway in that time: %s"
                        .formatted(
                                meanwhile.away(), meanwhile.seconds(), served(meanwhile.others())),
                "              before or after: %s; placed at %s itself while it was away: %s"
                        .formatted(
                                served(meanwhile.othersElse()),
                                meanwhile.away(),
                                served(meanwhile.own())));
    }

    private static String served(Meanwhile.Served served) {
        return "%d, %d completed, p50 %d ms, p99 %d ms"
                .formatted(served.placed(), served.completed(), served.p50(), served.p99());
    }

    /** Returns how to continue by hand. */
    public static List<String> addresses(RunningShop shop, DemoScenario demoScenario) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("The shop stays up until Ctrl-C:");
        lines.add(address("order-service", shop.order()));
        lines.add(address("payment-service", shop.payment()));
        lines.add(address("fulfillment-service", shop.fulfillment()));
        lines.add(address("reconciler-service", shop.reconciler()));
        shop.gateways().forEach(gateway -> lines.add(address(gateway.name(), gateway.address())));
        lines.add(address("Kafka", shop.kafkaSettings().getOrDefault("bootstrap.servers", "")));
        lines.add("Place an order:");
        lines.add(
                "  curl -sS "
                        + shop.order().resolve("/v1/orders")
                        + " -H 'Authorization: Bearer "
                        + shop.storefrontKey()
                        + "' -H \"Idempotency-Key: $(cat /proc/sys/kernel/random/uuid)\""
                        + " -H 'Content-Type: application/json' -d '{\"sku\":\""
                        + demoScenario.products().getFirst().sku()
                        + "\",\"quantity\":1,\"paymentMethod\":\"card\"}'");
        return lines;
    }

    private static String address(String name, Object where) {
        return "  %-20s %s".formatted(name, where);
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : "%.1f s".formatted(duration.toMillis() / 1000.0);
    }
}
