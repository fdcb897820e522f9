package steadfast.order;

import org.junit.jupiter.api.Test;
import steadfast.testkit.rules.ArchitectureRules;

class ArchitectureTest {

    @Test
    void theServiceKeepsTheRulesOfTheHouse() {
        ArchitectureRules.of("steadfast.order").shared("metrics", "settings", "view").check();
    }
}
