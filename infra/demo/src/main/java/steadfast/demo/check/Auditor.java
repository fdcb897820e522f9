package steadfast.demo.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadfast.client.ShopHttp;
import steadfast.client.Storefront;
import steadfast.demo.buyers.OrderReader;
import steadfast.demo.buyers.Purchase;
import steadfast.demo.gateways.Ledgers;
import steadfast.demo.measure.DeadLetterRange;
import steadfast.demo.measure.KafkaGauge;
import steadfast.demo.scenario.ClientAccess;
import steadfast.demo.scenario.DemoFailure;
import steadfast.demo.scenario.DemoScenario;
import steadfast.demo.scenario.Pace;
import steadfast.launcher.shop.RunningShop;

/** Collects the evidence from outside: the state before the run and the result after it. */
public final class Auditor {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final OrderReader orders;
    private final ReviewQueue reviews;
    private final Ledgers ledgers;
    private final CardTable cards;
    private final LateMoneyRecord lateMoney;
    private final KafkaGauge kafka;
    private final Pace pace;
    private final Clock clock;
    private final Map<String, DeadLetterRange> deadLettersBefore;

    /** Records the state before the first order. */
    public Auditor(ShopHttp http, RunningShop shop, KafkaGauge kafka, Pace pace, Clock clock)
            throws InterruptedException {
        this.orders = new OrderReader(new Storefront(http, ClientAccess.to(shop)));
        this.reviews = new ReviewQueue(http, shop);
        this.ledgers = Ledgers.fromNowOn(http, shop);
        this.cards = new CardTable(shop.jdbcUrl("fulfillment"));
        this.lateMoney = new LateMoneyRecord(shop.jdbcUrl("orders"));
        this.kafka = kafka;
        this.pace = pace;
        this.clock = clock;
        this.deadLettersBefore = kafka.deadLetters();
    }

    /** Waits until the time to live plus two polls of every order is over. */
    public void awaitEveryDeadline(List<Purchase> purchases) throws InterruptedException {
        Instant last =
                purchases.stream()
                        .flatMap(purchase -> purchase.roundBegan().stream())
                        .max(Instant::compareTo)
                        .map(began -> began.plus(pace.finalWithin()))
                        .orElse(clock.instant());
        Duration left = Duration.between(clock.instant(), last);
        if (left.isPositive()) {
            Thread.sleep(left);
        }
    }

    /**
     * Waits for rest, because only then must money be conserved: until every order is settled, or
     * nothing has changed for two polls, at most as long as an order may take.
     */
    public QuiescenceDetector.End awaitRest(List<Purchase> purchases) throws InterruptedException {
        Instant begin = clock.instant();
        QuiescenceDetector quiescenceDetector =
                new QuiescenceDetector(
                        begin, pace.longestPoll().multipliedBy(2), begin.plus(pace.finalWithin()));
        OpenOrders openOrders = new OpenOrders(purchases);
        Optional<QuiescenceDetector.End> end = Optional.empty();
        while (end.isEmpty()) {
            Thread.sleep(PAUSE);
            end = look(quiescenceDetector, openOrders);
        }
        return end.get();
    }

    private Optional<QuiescenceDetector.End> look(
            QuiescenceDetector quiescenceDetector, OpenOrders openOrders)
            throws InterruptedException {
        try {
            openOrders.update(orders.read(openOrders.open()), ledgers.read(), reviews.cases());
            QuiescenceDetector.Look look =
                    new QuiescenceDetector.Look(
                            kafka.lag() > 0, openOrders.areClosed(), openOrders.state());
            return quiescenceDetector.after(look, clock.instant());
        } catch (DemoFailure e) {
            // A process is being restarted; one that never comes back is reported after the wait.
            return quiescenceDetector.afterNoLook(clock.instant());
        }
    }

    /** Collects everything. */
    public Evidence collect(DemoScenario demoScenario, List<Purchase> purchases)
            throws InterruptedException {
        return new Evidence(
                purchases,
                orders.read(new OpenOrders(purchases).all()),
                ledgers.read(),
                cards.of(demoScenario.codes().keySet()),
                demoScenario.codes(),
                reviews.cases(),
                reviews.overdue(),
                lateMoney.issued(),
                pace.finalWithin(),
                deadLettersBefore,
                kafka.deadLetters());
    }
}
