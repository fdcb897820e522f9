package steadfast.reconciler;

import org.junit.jupiter.api.Test;
import steadfast.testkit.ServiceRules;

class RoomsAreKeptApartTest {

    @Test
    void everyRoomSeesOnlyWhatItMay() {
        ServiceRules.of("steadfast.reconciler")
                .lifecycleSees("steadfast.gateway")
                .shared("gateway")
                .check();
    }
}
