package steadfast.system.simulation;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import steadfast.payment.lifecycle.Payment;
import steadfast.testkit.StatefulPropertyRunner;

/** Everything that may happen to a shop, and how often in proportion. */
final class ShopSteps {
    private ShopSteps() {}

    /** A walker over the shop with this bug; the tally counts what it does. */
    static StatefulPropertyRunner<SimulatedShop> walker(PlantedBug bug, Coverage coverage) {
        return book(bug, coverage)
                .walker()
                .invariant("promises", (shop, random) -> shop.promises().always())
                .shownAs(SimulatedShop::toString);
    }

    /** The names of all steps. */
    static Set<String> names() {
        return book(PlantedBug.NONE, new Coverage()).names();
    }

    private static StepBook book(PlantedBug bug, Coverage coverage) {
        StepBook book = new StepBook(bug, coverage);
        BuyerSteps.enter(book);
        DeliverySteps.enter(book);
        GatewaySteps.enter(book);
        CallbackSteps.enter(book);
        DashboardSteps.enter(book);
        OperationsSteps.enter(book);
        book.end("the world comes to rest", Rest::of);
        return book;
    }

    static boolean hasOrders(SimulatedShop shop) {
        return shop.orders().count() > 0;
    }

    static boolean any(SimulatedShop shop, Predicate<OrderRow> wanted) {
        return shop.orders().rows().stream().anyMatch(wanted);
    }

    static boolean hasPayments(SimulatedShop shop) {
        return shop.payments().hasAny();
    }

    static Payment anyPayment(SimulatedShop shop, Random random) {
        return any(shop.payments().payments(), random);
    }

    static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
