package steadfast.system.simulation;

import steadfast.order.lifecycle.OrderState;

/** What buyers do, at the shop and at the gateway. */
final class BuyerSteps {
    private static final int MAX_ORDERS = 2;
    private static final int MAX_ROUNDS = 4;

    private BuyerSteps() {}

    static void enter(StepBook book) {
        book.step(
                8,
                "a buyer orders",
                shop -> shop.orders().count() < MAX_ORDERS,
                (shop, random) ->
                        shop.orders()
                                .submit(
                                        ShopSteps.any(Merchants.STOREFRONTS, random),
                                        ShopSteps.any(ModelGateways.METHODS, random)));
        book.step(
                1,
                "a buyer cancels",
                ShopSteps::hasOrders,
                (shop, random) ->
                        shop.orders().cancel(ShopSteps.any(shop.orders().rows(), random)));
        book.step(
                16,
                "a buyer retries",
                shop -> ShopSteps.any(shop, BuyerSteps::retriable),
                (shop, random) ->
                        shop.orders().rows().stream()
                                .filter(BuyerSteps::retriable)
                                .findAny()
                                .ifPresent(row ->
                                        shop.orders()
                                                .retry(
                                                        row,
                                                        ShopSteps.any(
                                                                ModelGateways.METHODS, random))));
        book.step(
                2,
                "a buyer wants to pay another way",
                shop -> ShopSteps.any(shop, BuyerSteps::mayPayAnotherWay),
                (shop, random) ->
                        shop.orders().rows().stream()
                                .filter(BuyerSteps::mayPayAnotherWay)
                                .findAny()
                                .ifPresent(row ->
                                        shop.orders()
                                                .retry(
                                                        row,
                                                        ShopSteps.any(
                                                                ModelGateways.METHODS, random))));
        book.step(
                3,
                "a buyer pays what was open, or his bank says no",
                shop -> shop.gatewayModel().hasOpen(),
                (shop, random) -> shop.gatewayModel().settleAny(random));
        book.step(
                1,
                "a buyer scans too late",
                shop -> shop.gatewayModel().hasClosedWaiting(),
                (shop, random) -> shop.gatewayModel().paysTooLate(random));
    }

    private static boolean mayPayAnotherWay(OrderRow row) {
        return row.state() instanceof OrderState.Unpaid unpaid
                && unpaid.round().number() < MAX_ROUNDS;
    }

    private static boolean retriable(OrderRow row) {
        return row.state() instanceof OrderState.Failed failed
                && failed.round().number() < MAX_ROUNDS;
    }
}
