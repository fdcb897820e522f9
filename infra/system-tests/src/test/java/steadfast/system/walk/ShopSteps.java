package steadfast.system.walk;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.OperationsEvent;
import steadfast.events.PaymentId;
import steadfast.order.lifecycle.OrderState;
import steadfast.payment.lifecycle.Payment;
import steadfast.testkit.Walker;

/** Everything that may happen to a shop, and how often in proportion. */
final class ShopSteps {
    private static final int MAX_ORDERS = 2;
    private static final int MAX_ROUNDS = 4;
    private static final List<Fate> FATES = List.of(Fate.values());
    private static final List<Verdict> VERDICTS = List.of(Verdict.values());

    /** What a step does, with randomness of its own. */
    @FunctionalInterface
    private interface Doing {
        void to(WalkedShop shop, Random random);
    }

    private final Walker<WalkedShop> walker;
    private final Tally tally;
    private final Set<String> names = new LinkedHashSet<>();

    private ShopSteps(PlantedBug bug, Tally tally) {
        this.walker = Walker.from(() -> new WalkedShop(bug, tally));
        this.tally = tally;
    }

    /** A walker over the shop with this bug; the tally counts what it does. */
    static Walker<WalkedShop> walker(PlantedBug bug, Tally tally) {
        return of(bug, tally).walker;
    }

    /** The names of all steps. */
    static Set<String> names() {
        return of(PlantedBug.NONE, new Tally()).names;
    }

    private static ShopSteps of(PlantedBug bug, Tally tally) {
        ShopSteps steps = new ShopSteps(bug, tally);
        steps.buyers();
        steps.deliveries();
        steps.exchanges();
        steps.gateway();
        steps.reconciler();
        steps.people();
        steps.timeAndStock();
        steps.rest();
        var _ =
                steps.walker
                        .invariant("promises", (shop, random) -> shop.promises().always())
                        .shownAs(WalkedShop::toString);
        return steps;
    }

    private void step(int weight, String name, Predicate<WalkedShop> enabled, Doing doing) {
        names.add(name);
        for (int one = 0; one < weight; one++) {
            var _ =
                    walker.step(
                            name,
                            shop -> shop.goesOn() && enabled.test(shop),
                            (shop, random) -> {
                                tally.count(name);
                                shop.tookAStep();
                                doing.to(shop, random);
                            });
        }
    }

    private static boolean hasOrders(WalkedShop shop) {
        return shop.orders().count() > 0;
    }

    private static OrderDesk.Row anyOrder(WalkedShop shop, Random random) {
        List<OrderDesk.Row> rows = shop.orders().rows();
        return rows.get(random.nextInt(rows.size()));
    }

    private void buyers() {
        step(
                8,
                "a buyer orders",
                shop -> shop.orders().count() < MAX_ORDERS,
                (shop, random) -> shop.orders().submit());
        step(
                1,
                "a buyer cancels",
                ShopSteps::hasOrders,
                (shop, random) -> shop.orders().cancel(anyOrder(shop, random)));
        step(
                16,
                "a buyer retries",
                shop -> any(shop, ShopSteps::retriable),
                (shop, random) ->
                        shop.orders().rows().stream()
                                .filter(ShopSteps::retriable)
                                .findAny()
                                .ifPresent(shop.orders()::retry));
    }

    private static boolean retriable(OrderDesk.Row row) {
        return row.state() instanceof OrderState.Failed failed
                && failed.round().number() < MAX_ROUNDS;
    }

    private static boolean any(WalkedShop shop, Predicate<OrderDesk.Row> wanted) {
        return shop.orders().rows().stream().anyMatch(wanted);
    }

    private void deliveries() {
        step(
                40,
                "a record is delivered",
                shop -> shop.post().hasWaiting(false),
                (shop, random) -> deliver(shop, false, false, random));
        step(
                4,
                "a consumer dies before it acknowledges",
                shop -> shop.post().hasWaiting(false),
                (shop, random) -> deliver(shop, false, true, random));
        step(
                6,
                "a retry is due",
                shop -> shop.post().hasWaiting(true),
                (shop, random) -> deliver(shop, true, false, random));
        step(
                2,
                "another instance takes the same record",
                shop -> shop.post().hasInWork(),
                (shop, random) ->
                        shop.deliver(
                                Objects.requireNonNull(shop.post().anyInWork(random)),
                                false,
                                random));
        step(
                8,
                "an old record comes again",
                shop -> shop.post().hasHistory(),
                (shop, random) -> shop.post().repeatAny(random));
        step(
                2,
                "a dead letter is replayed",
                shop -> shop.post().hasDeadLetters(),
                (shop, random) -> shop.post().replayAny(random));
    }

    private static void deliver(WalkedShop shop, boolean ladder, boolean dies, Random random) {
        Post.Lane lane = Objects.requireNonNull(shop.post().anyWaiting(random, ladder));
        shop.deliver(lane, dies, random);
    }

    private void exchanges() {
        step(
                24,
                "a transaction or an acknowledgement",
                shop -> shop.exchanging(exchange -> !exchange.calls()),
                (shop, random) ->
                        shop.goOn(
                                shop.anyExchange(exchange -> !exchange.calls(), random),
                                Fate.ANSWERED,
                                random));
        for (Fate fate : FATES) {
            step(
                    fate == Fate.ANSWERED ? 12 : 3,
                    "a call is " + fate,
                    shop -> shop.exchanging(Exchange::calls),
                    (shop, random) ->
                            shop.goOn(shop.anyExchange(Exchange::calls, random), fate, random));
        }
        step(
                2,
                "one exchange dies",
                shop -> shop.exchanging(exchange -> true),
                (shop, random) -> shop.end(shop.anyExchange(exchange -> true, random)));
        step(
                2,
                "payment-service dies",
                shop -> shop.exchanging(exchange -> true),
                (shop, random) -> shop.crash());
    }

    private void gateway() {
        step(
                3,
                "a late call lands",
                shop -> shop.gateway().hasLate(),
                (shop, random) -> shop.gateway().landAny(random));
        step(
                3,
                "a pending payment is settled",
                shop -> shop.ledger().hasOpen(),
                (shop, random) -> shop.ledger().settleAny(random));
        step(
                2,
                "the gateway calls back",
                ShopSteps::hasPayments,
                (shop, random) -> {
                    Reconciler reconciler = new Reconciler(shop);
                    PaymentId payment = anyPayment(shop, random);
                    reconciler.claim(payment, reconciler.truth(payment));
                });
        step(
                2,
                "somebody claims anything",
                ShopSteps::hasPayments,
                (shop, random) ->
                        new Reconciler(shop)
                                .claim(anyPayment(shop, random), any(VERDICTS, random)));
    }

    private static boolean hasPayments(WalkedShop shop) {
        return !shop.payments().payments().isEmpty();
    }

    private static PaymentId anyPayment(WalkedShop shop, Random random) {
        List<Payment> payments = shop.payments().payments();
        return payments.get(random.nextInt(payments.size())).paymentId();
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private void reconciler() {
        step(
                3,
                "the reconciler polls",
                ShopSteps::hasPayments,
                (shop, random) ->
                        new Reconciler(shop)
                                .poll(anyPayment(shop, random), any(FATES, random), random));
        step(
                1,
                "the reconciler closes an expired payment",
                shop -> any(shop, row -> row.state() instanceof OrderState.Expired),
                (shop, random) ->
                        shop.orders().rows().stream()
                                .filter(row -> row.state() instanceof OrderState.Expired)
                                .forEach(row ->
                                        new Reconciler(shop)
                                                .close(
                                                        row.state().payment(),
                                                        any(FATES, random),
                                                        random)));
        step(
                2,
                "a repair is asked for",
                ShopSteps::hasOrders,
                (shop, random) -> shop.watch().repair(anyOrder(shop, random).orderId()));
    }

    private void people() {
        for (OperationsEvent.Decision decision : OperationsEvent.Decision.values()) {
            step(
                    1,
                    "a person decides " + decision,
                    shop -> any(shop, row -> mayDecide(shop, decision, row)),
                    (shop, random) ->
                            shop.orders().rows().stream()
                                    .filter(row -> mayDecide(shop, decision, row))
                                    .findAny()
                                    .ifPresent(row ->
                                            new Reconciler(shop).decide(decision, row, random)));
        }
    }

    private static boolean mayDecide(
            WalkedShop shop, OperationsEvent.Decision decision, OrderDesk.Row row) {
        return new Reconciler(shop).mayDecide(decision, row.state());
    }

    private void timeAndStock() {
        step(
                4,
                "time passes",
                ShopSteps::hasOrders,
                (shop, random) -> shop.timePasses(random.nextInt(400)));
        step(3, "orders expire", ShopSteps::hasOrders, (shop, random) -> shop.orders().sweep());
        step(
                2,
                "deadlines are looked at",
                ShopSteps::hasPayments,
                (shop, random) -> shop.payments().sweep());
        step(
                3,
                "stock arrives",
                ShopSteps::hasOrders,
                (shop, random) -> shop.cards().stockArrives(random.nextInt(4)));
        step(3, "stock is counted", ShopSteps::hasOrders, (shop, random) -> shop.cards().recount());
    }

    /** May end a walk at any time, and ends every walk. */
    private void rest() {
        String name = "the world comes to rest";
        names.add(name);
        var _ =
                walker.step(
                        name,
                        shop -> !shop.rests(),
                        (shop, random) -> {
                            tally.count(name);
                            Rest.of(shop, random);
                        });
    }
}
