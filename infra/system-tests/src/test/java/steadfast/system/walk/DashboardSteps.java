package steadfast.system.walk;

import java.util.function.Predicate;

/** What moves at the gateways without the shop, and what people make of it. */
final class DashboardSteps {
    private DashboardSteps() {}

    static void enter(StepBook book) {
        book.step(
                2,
                "support refunds in the dashboard",
                shop -> shop.dashboard().hasMoney(),
                (shop, random) -> shop.dashboard().refund(random));
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
                16,
                "a refund fails later",
                shop -> shop.dashboard().hasRefunds(isQuiet(shop)),
                (shop, random) -> shop.dashboard().refundFails(isQuiet(shop), random));
        book.step(
                80,
                "a person accepts what somebody else did with the money",
                shop -> shop.watch().hasAcceptable(),
                (shop, random) -> shop.watch().acceptAny(random));
    }

    /** Banks take days, so that no call is under way that was begun before. */
    private static Predicate<Ledger.Entry> isQuiet(WalkedShop shop) {
        return entry -> !shop.exchanging(exchange -> exchange.isAbout(entry.paymentId().orderId()));
    }
}
