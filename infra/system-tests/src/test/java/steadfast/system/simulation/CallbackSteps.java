package steadfast.system.simulation;

import java.util.List;

/** Callbacks that arrive at payment-service, true or not. */
final class CallbackSteps {
    private static final List<Situation> FORGERIES =
            List.of(
                    Situation.CALLBACK_WITH_A_BAD_SIGNATURE,
                    Situation.CALLBACK_OF_ANOTHER_AMOUNT,
                    Situation.CALLBACK_OF_ANOTHER_GATEWAY);

    private CallbackSteps() {}

    static void enter(StepBook book) {
        book.step(
                4,
                "a callback comes",
                shop -> shop.callbacks().hasUnsent(),
                (shop, random) ->
                        shop.callbacks().comes(shop.callbackModel(), shop::isEarly, random));
        book.step(
                1,
                "a callback comes again",
                shop -> shop.callbacks().hasSent(),
                (shop, random) -> shop.callbacks().comesAgain(shop.callbackModel(), random));
        book.step(
                1,
                "a callback is forgotten",
                shop -> shop.callbacks().hasUnsent(),
                (shop, random) -> shop.callbacks().forgetAny(random));
        book.step(
                2,
                "a callback says what is not so",
                CallbackSteps::hasEntries,
                (shop, random) ->
                        shop.callbacks()
                                .lies(
                                        ShopSteps.any(shop.ledger().entries(), random),
                                        shop.callbackModel(),
                                        random));
        book.step(
                1,
                "a callback is forged",
                CallbackSteps::hasEntries,
                (shop, random) ->
                        shop.callbacks()
                                .forges(
                                        ShopSteps.any(shop.ledger().entries(), random),
                                        ShopSteps.any(FORGERIES, random),
                                        shop.callbackModel()));
        book.step(
                1,
                "a callback speaks of the next round",
                CallbackSteps::hasEntries,
                (shop, random) ->
                        shop.callbacks()
                                .speaksOfTheNextRound(
                                        ShopSteps.any(shop.ledger().entries(), random),
                                        shop.callbackModel(),
                                        random));
    }

    private static boolean hasEntries(SimulatedShop shop) {
        return shop.ledger().has(entry -> true);
    }
}
