package steadfast.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
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
        Assortment assortment = Assortment.draw(2, 7, "T", Weather.CALM);
        try (FakeShop shop = new FakeShop()) {
            String command = ScoreboardText.addresses(shop, assortment).getLast();

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
                        "  saved by    retry 1 / reconciler 0 / a person's queue 0; an event is overdue of 0 orders",
                        "  otherwise   a shop that calls a timeout a failure: 1 orders charged without cards (as many double charges if their buyers try again), 0 orders lost",
                        "  that night  2 season cards: charged 1 time, completed, cards 2");
    }

    private List<String> lines() {
        return lines(Set.of(), new FirstCalls(Set.of(), Map.of()));
    }

    private List<String> lines(Set<OrderId> retried, FirstCalls calls) {
        return ScoreboardText.lines(
                settings,
                Scoreboard.of(
                        run.build(),
                        new Measured(
                                Duration.ofSeconds(2),
                                Duration.ofMillis(30),
                                retried,
                                Set.of(),
                                calls),
                        List.of()));
    }
}
