package steadfast.order.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ALostRaceIsOnlyBusyTest {

    @ParameterizedTest
    @ValueSource(strings = {"55P03", "40P01"})
    void whoLosesARaceForARowMayTryAgain(String sqlState) {
        assertThat(OrderStoreException.of("x", new SQLException("lost", sqlState)))
                .isInstanceOf(OrderStoreException.Busy.class);
    }

    @Test
    void anythingElseIsAFailure() {
        assertThat(OrderStoreException.of("x", new SQLException("broken", "23505")))
                .isNotInstanceOf(OrderStoreException.Busy.class);
        assertThat(OrderStoreException.of("x", new SQLException("no state")))
                .isNotInstanceOf(OrderStoreException.Busy.class);
    }
}
