package steadfast.demo.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import steadfast.demo.buyers.BuyerPlan;
import steadfast.demo.gateways.Routing;

class DemoScenarioTest {

    final DemoScenario run = DemoScenario.draw(2_000, 7, "A1", Weather.STORM);

    @Test
    void theSameSeedWantsTheSame() {
        assertThat(DemoScenario.draw(2_000, 7, "A1", Weather.STORM).buyerPlans())
                .isEqualTo(run.buyerPlans());
        assertThat(DemoScenario.draw(2_000, 8, "A1", Weather.STORM).buyerPlans())
                .isNotEqualTo(run.buyerPlans());
    }

    @Test
    void everyTenthClicksThreeTimes() {
        assertThat(run.buyerPlans()).filteredOn(buyerPlan -> buyerPlan.clicks() == 3).hasSize(200);
        assertThat(run.buyerPlans())
                .filteredOn(buyerPlan -> buyerPlan.clicks() == 1)
                .hasSize(1_800);
    }

    @Test
    void someCardsAreDeclined() {
        long declined =
                run.buyerPlans().stream()
                        .filter(buyerPlan -> buyerPlan.paymentMethod().equals("card-declined"))
                        .count();

        assertThat(declined).isBetween(50L, 110L);
    }

    @Test
    void someBuyersPressCancelAndSomeTryAgainAfterANo() {
        assertThat(run.buyerPlans())
                .filteredOn(buyerPlan -> buyerPlan.manner() == BuyerPlan.Manner.CANCELS)
                .hasSizeBetween(20, 100)
                .noneMatch(buyerPlan -> buyerPlan.paymentMethod().equals("card-declined"));
        assertThat(run.buyerPlans())
                .filteredOn(buyerPlan -> buyerPlan.manner() == BuyerPlan.Manner.TRIES_AGAIN)
                .hasSizeBetween(15, 75)
                .allMatch(buyerPlan -> buyerPlan.paymentMethod().equals("card-declined"));
    }

    @Test
    void fourOfTenPayAtTheSecondGatewayAndTwoOfTenScan() {
        assertThat(run.buyerPlans())
                .filteredOn(buyerPlan ->
                        Routing.gatewayOf(buyerPlan.paymentMethod()).equals(Routing.WALLETS))
                .hasSizeBetween(650, 900);
        assertThat(run.buyerPlans())
                .filteredOn(buyerPlan -> buyerPlan.isScanned(1))
                .hasSizeBetween(300, 460)
                .extracting(BuyerPlan::paymentMethod)
                .contains("qr", "wallet-qr");
    }

    @Test
    void onlyWhoIsShownWhatToScanMayNeverPayOrChangeTheMethod() {
        assertThat(run.buyerPlans())
                .filteredOn(buyerPlan -> buyerPlan.manner() == BuyerPlan.Manner.NEVER_PAYS)
                .hasSizeBetween(10, 60)
                .allMatch(buyerPlan -> buyerPlan.isScanned(1));
        assertThat(run.buyerPlans())
                .filteredOn(buyerPlan -> buyerPlan.manner() == BuyerPlan.Manner.CHANGES_METHOD)
                .hasSizeBetween(15, 90)
                .allMatch(buyerPlan -> buyerPlan.isScanned(1) && !buyerPlan.isScanned(2));
        assertThat(run.buyerPlans()).extracting(BuyerPlan::nextMethod).contains("card", "wallet");
    }

    @Test
    void oneBuyerWantsTwentySeasonCardsThatNobodyElseWants() {
        BuyerPlan night = run.buyerPlans().getFirst();

        assertThat(night.manner()).isEqualTo(BuyerPlan.Manner.WHOLESALE);
        assertThat(night.quantity()).isEqualTo(20);
        assertThat(night.paymentMethod()).isEqualTo("card-timeout-after");
        assertThat(run.buyerPlans())
                .filteredOn(buyerPlan ->
                        buyerPlan.sku().equals(night.sku())
                                || buyerPlan.manner() == BuyerPlan.Manner.WHOLESALE)
                .containsExactly(night);
        assertThat(run.codes().get(night.sku())).hasSize(20 + DemoScenario.SPARE);
    }

    @Test
    void inCalmWeatherTheNightIsAnOrdinaryOne() {
        BuyerPlan calm = DemoScenario.draw(1, 7, "A1", Weather.CALM).buyerPlans().getFirst();

        assertThat(calm.paymentMethod()).isEqualTo("card");
        assertThat(calm.quantity()).isEqualTo(20);
    }

    @Test
    void quantitiesAreOneToFive() {
        List<BuyerPlan> ordinary = run.buyerPlans().subList(1, run.buyerPlans().size());

        assertThat(ordinary).extracting(BuyerPlan::quantity).contains(1, 2, 3, 4, 5);
        assertThat(ordinary)
                .allMatch(buyerPlan -> buyerPlan.quantity() >= 1 && buyerPlan.quantity() <= 5);
    }

    @Test
    void thereIsEnoughStockForEveryWish() {
        run.codes()
                .forEach((sku, codes) ->
                        assertThat(codes)
                                .hasSize(
                                        DemoScenario.SPARE
                                                + run.buyerPlans().stream()
                                                        .filter(buyerPlan ->
                                                                buyerPlan.sku().equals(sku))
                                                        .mapToInt(BuyerPlan::quantity)
                                                        .sum()));
        assertThat(run.products())
                .extracting(DemoScenario.Product::sku)
                .containsExactlyElementsOf(run.codes().keySet());
    }

    @Test
    void anotherRunOfTheSameSeedSharesNothing() {
        DemoScenario later = DemoScenario.draw(2_000, 7, "A2", Weather.STORM);

        assertThat(codes(later)).doesNotContainAnyElementsOf(codes(run));
        assertThat(later.codes().keySet()).doesNotContainAnyElementsOf(run.codes().keySet());
        assertThat(later.buyerPlans().getFirst().idempotencyKey())
                .isNotEqualTo(run.buyerPlans().getFirst().idempotencyKey());
    }

    private static List<String> codes(DemoScenario demoScenario) {
        return demoScenario.codes().values().stream().flatMap(Collection::stream).toList();
    }
}
