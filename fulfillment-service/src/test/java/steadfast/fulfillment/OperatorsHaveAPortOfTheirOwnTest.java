package steadfast.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import steadfast.testkit.ManagementPort;
import steadfast.testkit.RealBrokerAndDatabase;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class OperatorsHaveAPortOfTheirOwnTest {

    @Test
    void healthMetricsAndTheApisDocumentAreThereAlone() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(ManagementPort.statuses().values()).containsOnly(200));
        assertThat(ManagementPort.statusesAtThePublicPort().values()).containsOnly(404);
    }
}
