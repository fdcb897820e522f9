package steadfast.order;

import org.junit.jupiter.api.Test;
import steadfast.testkit.ServiceRules;

class TheRoomsAreKeptApartTest {

    @Test
    void theServiceKeepsTheRulesOfTheHouse() {
        ServiceRules.of("steadfast.order").check();
    }
}
