package steadfast.payment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import steadfast.testkit.rules.ChangesByPeople;

class NobodyChangesAPaymentByHandTest {

    @Test
    void noOperationOfAPersonChangesAnything() {
        // A new one needs an append-only audit table, and a test that finds its row there.
        assertThat(ChangesByPeople.in("steadfast.payment")).isEmpty();
    }
}
