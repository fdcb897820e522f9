package steadfast.system.walk;

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
    static StatefulPropertyRunner<WalkedShop> walker(PlantedBug bug, Tally tally) {
        return book(bug, tally)
                .walker()
                .invariant("promises", (shop, random) -> shop.promises().always())
                .shownAs(WalkedShop::toString);
    }

    /** The names of all steps. */
    static Set<String> names() {
        return book(PlantedBug.NONE, new Tally()).names();
    }

    private static StepBook book(PlantedBug bug, Tally tally) {
        StepBook book = new StepBook(bug, tally);
        BuyerSteps.enter(book);
        DeliverySteps.enter(book);
        GatewaySteps.enter(book);
        CallbackSteps.enter(book);
        DashboardSteps.enter(book);
        OperationsSteps.enter(book);
        book.end("the world comes to rest", Rest::of);
        return book;
    }

    static boolean hasOrders(WalkedShop shop) {
        return shop.orders().count() > 0;
    }

    static boolean any(WalkedShop shop, Predicate<OrderRow> wanted) {
        return shop.orders().rows().stream().anyMatch(wanted);
    }

    static boolean hasPayments(WalkedShop shop) {
        return shop.payments().hasAny();
    }

    static Payment anyPayment(WalkedShop shop, Random random) {
        return any(shop.payments().payments(), random);
    }

    static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
