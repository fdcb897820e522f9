package steadfast.system.simulation;

import java.util.EnumSet;
import java.util.Set;
import steadfast.events.OperationsEvent;
import steadfast.order.lifecycle.OrderState;

/** What the reconciler, people, clocks and the stock do. */
final class OperationsSteps {
    private OperationsSteps() {}

    static void enter(StepBook book) {
        reconciler(book);
        people(book);
        time(book);
        stock(book);
    }

    private static void reconciler(StepBook book) {
        book.step(
                3,
                "the reconciler polls",
                ShopSteps::hasPayments,
                (shop, random) ->
                        new Reconciler(shop)
                                .poll(
                                        ShopSteps.anyPayment(shop, random).paymentId(),
                                        ShopSteps.any(GatewaySteps.FATES, random),
                                        random));
        book.step(
                1,
                "the reconciler closes an expired payment",
                shop -> ShopSteps.any(shop, row -> row.state() instanceof OrderState.Expired),
                (shop, random) ->
                        shop.orders().rows().stream()
                                .filter(row -> row.state() instanceof OrderState.Expired)
                                .forEach(row ->
                                        new Reconciler(shop)
                                                .close(
                                                        row.state().payment(),
                                                        ShopSteps.any(GatewaySteps.FATES, random),
                                                        random)));
        book.step(
                2,
                "a repair is asked for",
                ShopSteps::hasOrders,
                (shop, random) ->
                        shop.watch().repair(ShopSteps.any(shop.orders().rows(), random).orderId()));
    }

    private static void people(StepBook book) {
        // The gateways here capture what was agreed, so nobody has another amount to give back.
        Set<OperationsEvent.Decision> decisions =
                EnumSet.complementOf(EnumSet.of(OperationsEvent.Decision.REFUND_CAPTURED));
        for (OperationsEvent.Decision decision : decisions) {
            book.step(
                    1,
                    "a person decides " + decision,
                    shop -> ShopSteps.any(shop, row -> mayDecide(shop, decision, row)),
                    (shop, random) ->
                            shop.orders().rows().stream()
                                    .filter(row -> mayDecide(shop, decision, row))
                                    .findAny()
                                    .ifPresent(row ->
                                            new Reconciler(shop).decide(decision, row, random)));
        }
    }

    private static boolean mayDecide(
            SimulatedShop shop, OperationsEvent.Decision decision, OrderRow row) {
        return new Reconciler(shop).mayDecide(decision, row.state());
    }

    private static void time(StepBook book) {
        book.step(
                4,
                "time passes",
                ShopSteps::hasOrders,
                (shop, random) -> shop.timePasses(random.nextInt(400)));
        book.step(
                3, "orders expire", ShopSteps::hasOrders, (shop, random) -> shop.orders().sweep());
        book.step(
                2,
                "deadlines are looked at",
                ShopSteps::hasPayments,
                (shop, random) -> shop.payments().sweep());
    }

    private static void stock(StepBook book) {
        book.step(
                3,
                "stock arrives",
                ShopSteps::hasOrders,
                (shop, random) -> shop.stockArrives(random.nextInt(4)));
        book.step(
                3,
                "stock is counted",
                ShopSteps::hasOrders,
                (shop, random) -> shop.cards().recount());
    }
}
