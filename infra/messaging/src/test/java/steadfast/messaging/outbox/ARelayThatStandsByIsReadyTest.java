package steadfast.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ARelayThatStandsByIsReadyTest {

    private final RelayHealth health = new RelayHealth(new SimpleMeterRegistry());

    @Test
    void whatTheDeploymentRefusesIsNotReadyUntilAnotherRelayWorks() {
        health.interrupted(new SQLException("permission denied for table outbox", "42501"));

        assertThat(health.whyNotReady())
                .hasValueSatisfying(why -> assertThat(why).contains("permission denied"));

        health.standsBy();

        assertThat(health.whyNotReady()).isEmpty();
    }

    @Test
    void aDatabaseThatIsAwayIsNoFaultOfTheRelay() {
        health.interrupted(new SQLException("the connection was closed", "08006"));

        assertThat(health.whyNotReady()).isEmpty();
    }

    @Test
    void whatWasRefusedOnceIsForgottenWithTheNextRowThatIsSent() {
        health.interrupted(new SQLException("permission denied for table outbox", "42501"));

        health.sent();

        assertThat(health.whyNotReady()).isEmpty();
    }
}
