package steadfast.payment;

import org.junit.jupiter.api.Test;
import steadfast.testkit.ServiceRules;

class RoomsStayApartTest {
    @Test
    void everyRoomSeesOnlyWhatItMay() {
        ServiceRules.of("steadfast.payment")
                .lifecycleSees("steadfast.gateway")
                .shared("exchange")
                .check();
    }
}
