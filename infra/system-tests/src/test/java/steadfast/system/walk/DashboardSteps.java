package steadfast.system.walk;

/** What moves at the gateways without the shop, and what people make of it. */
final class DashboardSteps {
    private DashboardSteps() {}

    static void enter(StepBook book) {
        book.step(
                1,
                "support refunds in the dashboard",
                shop -> shop.dashboard().hasMoney(),
                (shop, random) -> shop.dashboard().refund(random));
        book.step(
                1,
                "support refunds a part in the dashboard",
                shop -> shop.dashboard().hasWholeMoney(),
                (shop, random) -> shop.dashboard().refundPart(random));
        book.step(
                1,
                "a buyer disputes a payment",
                shop -> shop.dashboard().hasDisputable(),
                (shop, random) -> shop.dashboard().dispute(random));
        book.step(
                1,
                "a refund fails later",
                shop -> !shop.exchanging(exchange -> true) && shop.dashboard().hasRefunds(),
                (shop, random) -> shop.dashboard().refundFails(random));
        book.step(
                1,
                "a person accepts what somebody else did with the money",
                shop -> shop.watch().hasAcceptable(),
                (shop, random) -> shop.watch().acceptAny(random));
    }
}
