package steadfast.system.simulation;

import java.util.function.Predicate;

/** What moves at the gateways without the shop, and what people make of it. */
final class DashboardSteps {
    private DashboardSteps() {}

    static void enter(StepBook book) {
        book.step(
                2,
                "support refunds in the dashboard",
                shop -> shop.dashboard().hasMoney(isSeen(shop)),
                (shop, random) -> shop.dashboard().refund(isSeen(shop), random));
        book.step(
                3,
                "support refunds a part in the dashboard",
                shop -> shop.dashboard().hasWholeMoney(),
                (shop, random) -> shop.dashboard().refundPart(random));
        book.step(
                1,
                "a buyer disputes a payment",
                shop -> shop.dashboard().hasDisputable(),
                (shop, random) -> shop.dashboard().dispute(random));
        book.step(
                3,
                "days pass, and a refund fails",
                shop -> shop.dashboard().hasRefunds(),
                (shop, random) -> {
                    Rest.untilNothingIsOnItsWay(shop, random);
                    shop.dashboard().refundFails(random);
                });
        book.step(
                80,
                "a person accepts what somebody else did with the money",
                shop -> shop.watch().hasAcceptable(),
                (shop, random) -> shop.watch().acceptAny(random));
    }

    /** Nobody refunds anew what failed in the moment in which the shop hears of the failure. */
    private static Predicate<Ledger.Entry> isSeen(SimulatedShop shop) {
        return entry ->
                !entry.refundFailed()
                        || !shop.exchanging(exchange -> exchange.isAbout(entry.paymentId()));
    }
}
