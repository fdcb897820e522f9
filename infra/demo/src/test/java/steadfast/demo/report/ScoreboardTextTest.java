package steadfast.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import steadfast.demo.FakeShop;
import steadfast.demo.check.EvidenceBuilder;
import steadfast.demo.gateways.CallbackReport;
import steadfast.demo.gateways.GatewayOutage;
import steadfast.demo.measure.FirstCalls;
import steadfast.demo.scenario.DemoScenario;
import steadfast.demo.scenario.DemoSettings;
import steadfast.demo.scenario.Pace;
import steadfast.demo.scenario.Weather;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;

class ScoreboardTextTest {

    final EvidenceBuilder run = new EvidenceBuilder();
    final DemoSettings settings = new DemoSettings(2, 7, new Pace(4), Weather.STORM);

    @Test
    void aGoodRunSaysSoLast() {
        run.completed();
        run.failed();

        List<String> lines = lines();

        assertThat(lines.getLast()).isEqualTo("No promise was broken.");
        assertThat(lines).noneMatch(line -> line.contains("BROKEN"));
        assertThat(lines)
                .anyMatch(line -> line.contains("2 placed, 2 acknowledged: 1 completed, 1 failed"));
    }

    @Test
    void aBrokenPromiseIsMarkedAndTold() {
        run.completed();
        run.unfinished();

        List<String> lines = lines();

        assertThat(lines.getLast()).isEqualTo("Broken promises: 1");
        assertThat(lines).anyMatch(line -> line.startsWith("  I7  BROKEN 1x"));
        assertThat(lines).anyMatch(line -> line.startsWith("  BROKEN I7: order "));
        assertThat(lines).anyMatch(line -> line.startsWith("  I1  kept"));
    }

    @Test
    void aThousandViolationsAreNotAThousandLines() {
        for (int order = 0; order < 1_000; order++) {
            run.unfinished();
        }

        assertThat(lines()).hasSizeLessThan(50).contains("  ... and 980 more");
    }

    @Test
    void theCommandToPasteOrdersWhatIsInStock() throws Exception {
        DemoScenario demoScenario = DemoScenario.draw(2, 7, "T", Weather.CALM);
        try (FakeShop shop = new FakeShop()) {
            String command = ScoreboardText.addresses(shop, demoScenario).getLast();

            // What a shell makes of it, on a machine that may have no curl.
            Process pasted =
                    new ProcessBuilder(
                                    "bash", "-c", "curl() { printf '%s\\n' \"$@\"; }\n" + command)
                            .start();

            assertThat(pasted.inputReader().readAllLines())
                    .contains(
                            shop.order() + "/v1/orders",
                            "Authorization: Bearer shop-key",
                            "{\"sku\":\"STEAM-50.T\",\"quantity\":1,\"paymentMethod\":\"card\"}")
                    .anyMatch(line -> line.matches("Idempotency-Key: [0-9a-f-]{36}"));
        }
    }

    @Test
    void thatNightIsToldInOneLineBesideWhatAnotherShopWouldHaveDone() {
        OrderId night = run.thatNight(run.completed());
        FirstCalls calls = new FirstCalls(Set.of(PaymentId.first(night)), Map.of());

        assertThat(lines(Set.of(night), calls))
                .contains(
                        "  saved by    retry 1 / callback 0 / reconciler 0 / a person's queue 0; an event is overdue of 0 orders",
                        "  otherwise   a shop that calls a timeout a failure: 1 orders charged without cards (as many double charges if their buyers try again), 0 orders lost",
                        "  that night  2 season cards: charged 1 time, completed, cards 2");
    }

    @Test
    void bothEndsTellWhatBecameOfTheCallbacks() {
        CallbackReport report =
                new CallbackReport(
                        "sandbox-b",
                        new TreeMap<>(Map.of("none", 4L, "callback-lost", 2L)),
                        new TreeMap<>(Map.of("genuine", 4L, "forged-amount", 1L)),
                        3,
                        4,
                        1,
                        Map.of("accepted", 4L));

        assertThat(
                        lines(
                                Set.of(),
                                new FirstCalls(Set.of(), Map.of()),
                                Optional.empty(),
                                List.of(report)))
                .contains(
                        "  callbacks   of sandbox-b: sent 1 forged-amount, 4 genuine; 3 again, 4 acknowledged, 1 given up, 2 lost; payment-service: 4 accepted");
    }

    @Test
    void anOutageOfOneGatewayIsToldBesideHowTheOtherWentOn() {
        run.paidBy(run.completed(), "wallet", "card", 12);
        run.paidBy(run.completed(), "wallet", "card", 30);
        run.paidBy(run.unfinished(), "card", "card", 13);
        GatewayOutage outage =
                new GatewayOutage("sandbox", EvidenceBuilder.at(10), EvidenceBuilder.at(25));

        assertThat(
                        lines(
                                Set.of(),
                                new FirstCalls(Set.of(), Map.of()),
                                Optional.of(outage),
                                List.of()))
                .contains(
                        "  meanwhile   sandbox was away for 15.0 s; placed at the other gateway in that time: 1, 1 completed, p50 100 ms, p99 100 ms",
                        "              before or after: 1, 1 completed, p50 101 ms, p99 101 ms; placed at sandbox itself while it was away: 1, 0 completed, p50 0 ms, p99 0 ms");
    }

    private List<String> lines() {
        return lines(Set.of(), new FirstCalls(Set.of(), Map.of()));
    }

    private List<String> lines(Set<OrderId> retried, FirstCalls calls) {
        return lines(retried, calls, Optional.empty(), List.of());
    }

    private List<String> lines(
            Set<OrderId> retried,
            FirstCalls calls,
            Optional<GatewayOutage> outage,
            List<CallbackReport> callbacks) {
        return ScoreboardText.lines(
                settings,
                Scoreboard.of(
                        run.build(),
                        new Measured(
                                Duration.ofSeconds(2),
                                Duration.ofMillis(30),
                                retried,
                                Set.of(),
                                Set.of(),
                                calls,
                                outage,
                                callbacks),
                        List.of()));
    }
}
