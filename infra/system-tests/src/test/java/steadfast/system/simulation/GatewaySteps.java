package steadfast.system.simulation;

import java.util.List;
import java.util.function.Predicate;
import steadfast.system.simulation.ModelCircuit.State;

/** What becomes of calls to the gateways, and of the circuits before them. */
final class GatewaySteps {
    static final List<Fate> FATES = List.of(Fate.values());

    private GatewaySteps() {}

    static void enter(StepBook book) {
        calls(book);
        circuits(book);
    }

    private static void calls(StepBook book) {
        book.step(
                24,
                "a transaction or an acknowledgement",
                shop -> shop.exchanging(exchange -> !exchange.calls()),
                (shop, random) ->
                        shop.goOn(
                                shop.anyExchange(exchange -> !exchange.calls(), random),
                                Fate.ANSWERED,
                                random));
        for (Fate fate : FATES) {
            book.step(
                    fate == Fate.ANSWERED ? 12 : 3,
                    "a call is " + fate,
                    shop -> shop.exchanging(Exchange::calls),
                    (shop, random) ->
                            shop.goOn(shop.anyExchange(Exchange::calls, random), fate, random));
        }
        book.step(
                3,
                "a late call lands",
                shop -> shop.gateways().has(ModelGateway::hasLate),
                (shop, random) ->
                        shop.gateways().any(ModelGateway::hasLate, random).landAny(random));
    }

    private static void circuits(StepBook book) {
        book.step(
                2,
                "a circuit opens",
                shop -> ShopSteps.hasOrders(shop) && shop.gateways().has(is(State.CLOSED)),
                (shop, random) -> shop.gateways().any(is(State.CLOSED), random).circuit().opens());
        book.step(
                3,
                "a circuit is half open",
                shop -> shop.gateways().has(is(State.OPEN)),
                (shop, random) ->
                        shop.gateways().any(is(State.OPEN), random).circuit().halfOpens());
        book.step(
                2,
                "a circuit closes",
                shop -> shop.gateways().has(is(State.HALF_OPEN)),
                (shop, random) ->
                        shop.gateways().any(is(State.HALF_OPEN), random).circuit().closes());
        book.step(
                1,
                "wallets are routed elsewhere",
                ShopSteps::hasOrders,
                (shop, random) -> shop.gateways().routeAnew());
    }

    private static Predicate<ModelGateway> is(State state) {
        return gateway -> gateway.circuit().state() == state;
    }
}
