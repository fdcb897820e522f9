package steadfast.reconciler;

import org.junit.jupiter.api.Test;
import steadfast.testkit.rules.ArchitectureRules;

class ArchitectureTest {

    @Test
    void everyRoomSeesOnlyWhatItMay() {
        ArchitectureRules.of("steadfast.reconciler")
                .lifecycleSees("steadfast.gateway")
                .shared("gateway")
                .check();
    }
}
