package steadfast.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssortmentTest {

    final Assortment run = Assortment.draw(2_000, 7, "A1", Weather.STORM);

    @Test
    void theSameSeedWantsTheSame() {
        assertThat(Assortment.draw(2_000, 7, "A1", Weather.STORM).wishes()).isEqualTo(run.wishes());
        assertThat(Assortment.draw(2_000, 8, "A1", Weather.STORM).wishes())
                .isNotEqualTo(run.wishes());
    }

    @Test
    void everyTenthClicksThreeTimes() {
        assertThat(run.wishes()).filteredOn(wish -> wish.clicks() == 3).hasSize(200);
        assertThat(run.wishes()).filteredOn(wish -> wish.clicks() == 1).hasSize(1_800);
    }

    @Test
    void someCardsAreDeclined() {
        long declined =
                run.wishes().stream()
                        .filter(wish -> wish.paymentMethod().equals("card-declined"))
                        .count();

        assertThat(declined).isBetween(50L, 110L);
    }

    @Test
    void someBuyersPressCancelAndSomeTryAgainAfterANo() {
        assertThat(run.wishes())
                .filteredOn(wish -> wish.manner() == Wish.Manner.CANCELS)
                .hasSizeBetween(20, 100)
                .noneMatch(wish -> wish.paymentMethod().equals("card-declined"));
        assertThat(run.wishes())
                .filteredOn(wish -> wish.manner() == Wish.Manner.TRIES_AGAIN)
                .hasSizeBetween(15, 75)
                .allMatch(wish -> wish.paymentMethod().equals("card-declined"));
    }

    @Test
    void fourOfTenPayAtTheSecondGatewayAndTwoOfTenScan() {
        assertThat(run.wishes())
                .filteredOn(wish -> Routing.gatewayOf(wish.paymentMethod()).equals(Routing.WALLETS))
                .hasSizeBetween(650, 900);
        assertThat(run.wishes())
                .filteredOn(wish -> wish.isScanned(1))
                .hasSizeBetween(300, 460)
                .extracting(Wish::paymentMethod)
                .contains("qr", "wallet-qr");
    }

    @Test
    void onlyWhoIsShownWhatToScanMayNeverPayOrChangeTheMethod() {
        assertThat(run.wishes())
                .filteredOn(wish -> wish.manner() == Wish.Manner.NEVER_PAYS)
                .hasSizeBetween(10, 60)
                .allMatch(wish -> wish.isScanned(1));
        assertThat(run.wishes())
                .filteredOn(wish -> wish.manner() == Wish.Manner.CHANGES_METHOD)
                .hasSizeBetween(15, 90)
                .allMatch(wish -> wish.isScanned(1) && !wish.isScanned(2));
        assertThat(run.wishes()).extracting(Wish::nextMethod).contains("card", "wallet");
    }

    @Test
    void oneBuyerWantsTwentySeasonCardsThatNobodyElseWants() {
        Wish night = run.wishes().getFirst();

        assertThat(night.manner()).isEqualTo(Wish.Manner.WHOLESALE);
        assertThat(night.quantity()).isEqualTo(20);
        assertThat(night.paymentMethod()).isEqualTo("card-timeout-after");
        assertThat(run.wishes())
                .filteredOn(wish ->
                        wish.sku().equals(night.sku()) || wish.manner() == Wish.Manner.WHOLESALE)
                .containsExactly(night);
        assertThat(run.codes().get(night.sku())).hasSize(20 + Assortment.SPARE);
    }

    @Test
    void inCalmWeatherTheNightIsAnOrdinaryOne() {
        Wish calm = Assortment.draw(1, 7, "A1", Weather.CALM).wishes().getFirst();

        assertThat(calm.paymentMethod()).isEqualTo("card");
        assertThat(calm.quantity()).isEqualTo(20);
    }

    @Test
    void quantitiesAreOneToFive() {
        List<Wish> ordinary = run.wishes().subList(1, run.wishes().size());

        assertThat(ordinary).extracting(Wish::quantity).contains(1, 2, 3, 4, 5);
        assertThat(ordinary).allMatch(wish -> wish.quantity() >= 1 && wish.quantity() <= 5);
    }

    @Test
    void thereIsEnoughStockForEveryWish() {
        run.codes()
                .forEach((sku, codes) ->
                        assertThat(codes)
                                .hasSize(
                                        Assortment.SPARE
                                                + run.wishes().stream()
                                                        .filter(wish -> wish.sku().equals(sku))
                                                        .mapToInt(Wish::quantity)
                                                        .sum()));
        assertThat(run.products())
                .extracting(Assortment.Product::sku)
                .containsExactlyElementsOf(run.codes().keySet());
    }

    @Test
    void anotherRunOfTheSameSeedSharesNothing() {
        Assortment later = Assortment.draw(2_000, 7, "A2", Weather.STORM);

        assertThat(codes(later)).doesNotContainAnyElementsOf(codes(run));
        assertThat(later.codes().keySet()).doesNotContainAnyElementsOf(run.codes().keySet());
        assertThat(later.wishes().getFirst().idempotencyKey())
                .isNotEqualTo(run.wishes().getFirst().idempotencyKey());
    }

    private static List<String> codes(Assortment assortment) {
        return assortment.codes().values().stream().flatMap(Collection::stream).toList();
    }
}
