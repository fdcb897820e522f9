package steadfast.system.simulation;

import java.util.Objects;
import java.util.Random;

/** What the broker and the consumers do with records. */
final class DeliverySteps {
    private DeliverySteps() {}

    static void enter(StepBook book) {
        book.step(
                40,
                "a record is delivered",
                shop -> shop.post().hasWaiting(Lane.Kind.TOPIC),
                (shop, random) -> deliver(shop, Lane.Kind.TOPIC, false, random));
        book.step(
                4,
                "a consumer dies before it acknowledges",
                shop -> shop.post().hasWaiting(Lane.Kind.TOPIC),
                (shop, random) -> deliver(shop, Lane.Kind.TOPIC, true, random));
        book.step(
                6,
                "a retry is due",
                shop -> shop.post().hasWaiting(Lane.Kind.LADDER),
                (shop, random) -> deliver(shop, Lane.Kind.LADDER, false, random));
        book.step(
                8,
                "a parked record is let go",
                shop -> shop.post().hasParked(shop.gateways()::letsGo),
                (shop, random) ->
                        shop.deliver(
                                Objects.requireNonNull(
                                        shop.post().anyParked(random, shop.gateways()::letsGo)),
                                false,
                                random));
        book.step(
                2,
                "another instance takes the same record",
                shop -> shop.post().hasInWork(),
                (shop, random) ->
                        shop.deliver(
                                Objects.requireNonNull(shop.post().anyInWork(random)),
                                false,
                                random));
        book.step(
                8,
                "an old record comes again",
                shop -> shop.post().hasHistory(),
                (shop, random) -> shop.post().repeatAny(random));
        book.step(
                8,
                "a dead letter is replayed",
                shop -> shop.post().hasDeadLetters(),
                (shop, random) -> shop.post().replayAny(random));
        book.step(
                2,
                "one exchange dies",
                shop -> shop.exchanging(exchange -> true),
                (shop, random) -> shop.end(shop.anyExchange(exchange -> true, random)));
        book.step(
                2,
                "payment-service dies",
                shop -> shop.exchanging(exchange -> true),
                (shop, random) -> shop.crash());
    }

    private static void deliver(SimulatedShop shop, Lane.Kind kind, boolean dies, Random random) {
        shop.deliver(Objects.requireNonNull(shop.post().anyWaiting(random, kind)), dies, random);
    }
}
