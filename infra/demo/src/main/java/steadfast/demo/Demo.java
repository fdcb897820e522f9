package steadfast.demo;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import steadfast.client.ShopHttp;
import steadfast.client.Storefront;
import steadfast.demo.buyers.Buyer;
import steadfast.demo.buyers.BuyerPlan;
import steadfast.demo.buyers.LoadGenerator;
import steadfast.demo.buyers.Phone;
import steadfast.demo.buyers.Purchase;
import steadfast.demo.buyers.ReturningBuyers;
import steadfast.demo.buyers.StatusReading;
import steadfast.demo.check.Auditor;
import steadfast.demo.check.Evidence;
import steadfast.demo.check.Invariants;
import steadfast.demo.check.Violation;
import steadfast.demo.gateways.CallbackStatistics;
import steadfast.demo.gateways.GatewaySwitch;
import steadfast.demo.gateways.PlannedOutage;
import steadfast.demo.measure.CpuMeter;
import steadfast.demo.measure.HelpLog;
import steadfast.demo.measure.KafkaGauge;
import steadfast.demo.measure.RecoveryStats;
import steadfast.demo.report.Measured;
import steadfast.demo.report.OrderBoard;
import steadfast.demo.report.Progress;
import steadfast.demo.report.Scoreboard;
import steadfast.demo.scenario.ClientAccess;
import steadfast.demo.scenario.DemoFailure;
import steadfast.demo.scenario.DemoScenario;
import steadfast.demo.scenario.DemoSettings;
import steadfast.demo.scenario.Weather;
import steadfast.launcher.shop.RunningShop;

/** One run against a running shop: import stock, let the buyers buy, check the promises. */
final class Demo {

    private static final int PLACES_AT_THE_COUNTER = 50;
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(1);

    /** Added to the promised end, so that a late order is distinguished from a lost one. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    private final DemoSettings settings;
    private final RunningShop shop;
    private final PrintWriter out;
    private final Clock clock;

    Demo(DemoSettings settings, RunningShop shop, PrintWriter out, Clock clock) {
        this.settings = settings;
        this.shop = shop;
        this.out = out;
        this.clock = clock;
    }

    /** A run's result: the scoreboard, and what was sold. */
    record Result(Scoreboard scoreboard, DemoScenario assortment) {}

    /**
     * Runs it.
     *
     * @throws DemoFailure if the shop can't be stocked, or the evidence can't be read
     */
    Result run() throws InterruptedException {
        DemoScenario demoScenario =
                DemoScenario.draw(
                        settings.orders(),
                        settings.seed(),
                        tag(clock.millis()),
                        settings.weather());
        Map<String, Object> kafkaSettings = Map.copyOf(shop.kafkaSettings());
        try (ShopHttp http = new ShopHttp();
                KafkaGauge kafka = new KafkaGauge(kafkaSettings)) {
            Auditor auditor = new Auditor(http, shop, kafka, settings.pace(), clock);
            Map<TopicPartition, Long> endsBefore = kafka.endsOf(HelpLog.TOPICS);
            new ShopOperator(http, shop).stockUp(demoScenario);
            print(
                    "%d products stocked; %d places at the counter for %d orders"
                            .formatted(
                                    demoScenario.products().size(),
                                    PLACES_AT_THE_COUNTER,
                                    settings.orders()));
            List<GatewaySwitch> gateways =
                    shop.gateways().stream()
                            .map(gateway -> new GatewaySwitch(http, gateway))
                            .toList();
            if (settings.weather() == Weather.BLACKOUT) {
                for (GatewaySwitch gateway : gateways) {
                    gateway.takeDown();
                }
            }

            CpuMeter cpu = new CpuMeter();
            Instant begin = clock.instant();
            PlannedOutage planned =
                    new PlannedOutage(gateways.getFirst(), settings.pace(), clock, this::print);
            List<Purchase> purchases;
            try (planned) {
                if (settings.weather() == Weather.HURRICANE) {
                    planned.plan();
                }
                purchases = shopping(http, kafka, cpu, demoScenario);
            }
            Duration cpuUsed = cpu.total();

            print(
                    "all buyers are done; waiting until nothing moves, then checking ledgers,"
                            + " card table and shop");
            if (settings.weather().isBad()) {
                auditor.awaitEveryDeadline(purchases);
            }
            List<Violation> earlier = List.of();
            if (settings.weather() == Weather.BLACKOUT) {
                earlier = Invariants.judge(auditor.collect(demoScenario, purchases));
                print("every order is past its time, and judged; the gateways heal");
                for (GatewaySwitch gateway : gateways) {
                    gateway.heal();
                }
            }
            print(auditor.awaitRest(purchases).text());
            purchases =
                    new ReturningBuyers(new Storefront(http, ClientAccess.to(shop)))
                            .comeBack(purchases);
            Evidence evidence = auditor.collect(demoScenario, purchases);
            RecoveryStats help =
                    new HelpLog(kafkaSettings).between(endsBefore, kafka.endsOf(HelpLog.TOPICS));
            Measured measured =
                    new Measured(
                            busy(begin, purchases),
                            cpuUsed,
                            help.retried(),
                            help.reconciled(),
                            help.calledBack(),
                            help.firstCalls(),
                            planned.outage(),
                            new CallbackStatistics(http, shop).reports());
            return new Result(Scoreboard.of(evidence, measured, earlier), demoScenario);
        }
    }

    private List<Purchase> shopping(
            ShopHttp http, KafkaGauge kafka, CpuMeter cpu, DemoScenario demoScenario)
            throws InterruptedException {
        OrderBoard board = new OrderBoard(settings.orders());
        Storefront storefront = new Storefront(http, ClientAccess.to(shop));
        Phone phone = new Phone(http);
        Duration patience = settings.pace().finalWithin().plus(MARGIN);
        LoadGenerator loadGenerator =
                new LoadGenerator(
                        PLACES_AT_THE_COUNTER,
                        buyerPlan ->
                                new Buyer(
                                        storefront,
                                        phone,
                                        patience,
                                        buyerPlan,
                                        status -> board.set(buyerPlan, status),
                                        clock));
        try (Progress _ =
                new Progress(PROGRESS_EVERY, board, kafka, cpu, shop, settings.orders(), out)) {
            return loadGenerator.buy(demoScenario.buyerPlans());
        }
    }

    /** Until the last paying buyer knew the result: buyers who never pay only wait. */
    private static Duration busy(Instant begin, List<Purchase> purchases) {
        return purchases.stream()
                .filter(purchase -> purchase.buyerPlan().manner() != BuyerPlan.Manner.NEVER_PAYS)
                .flatMap(purchase -> purchase.readings().stream())
                .map(StatusReading::askedAt)
                .max(Instant::compareTo)
                .map(end -> Duration.between(begin, end))
                .orElse(Duration.ZERO);
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }

    /** Returns letters and digits that no earlier run on this data used. */
    private static String tag(long millis) {
        return Long.toString(millis, Character.MAX_RADIX).toUpperCase(Locale.ROOT);
    }
}
