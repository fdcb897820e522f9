package steadfast.payment;

import org.junit.jupiter.api.Test;
import steadfast.testkit.rules.ArchitectureRules;

class ArchitectureTest {
    @Test
    void everyRoomSeesOnlyWhatItMay() {
        ArchitectureRules.of("steadfast.payment")
                .lifecycleSees("steadfast.gateway")
                .shared("gatewaycall")
                .check();
    }
}
