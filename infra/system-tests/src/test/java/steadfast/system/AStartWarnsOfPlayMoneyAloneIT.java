package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A log that always warns is read by nobody when it matters. */
@ExtendWith(SystemShop.Extension.class)
class AStartWarnsOfPlayMoneyAloneIT {

    @Test
    void noProcessWarnsOfAnythingElseUntilAllAreReady(SystemShop shop) {
        assertThat(shop.warningsOfTheStart())
                // Said where many tests share two cores; true of those, and not of a normal start.
                .filteredOn(line -> !line.contains("BlockedThreadChecker"))
                .singleElement()
                .asString()
                .startsWith("payment-service.log: ")
                .contains("play money");
    }
}
