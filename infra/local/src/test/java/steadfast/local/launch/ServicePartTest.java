package steadfast.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicePartTest {

    @TempDir Path folder;

    @Test
    void theReconcilerAsksTheGatewayThatPaymentServiceCharges() {
        Map<String, String> said = Map.of("SANDBOX_PORT", "9999", "SANDBOX_API_KEY", "k");

        assertThat(environment(Service.PAYMENT, said))
                .containsEntry("STEADFAST_PAYMENT_GATEWAY_URL", "http://127.0.0.1:9999")
                .containsEntry("SANDBOX_API_KEY", "k");
        assertThat(environment(Service.RECONCILER, said))
                .containsEntry("STEADFAST_RECONCILER_GATEWAY_URL", "http://127.0.0.1:9999")
                .containsEntry("STEADFAST_RECONCILER_GATEWAY_API_KEY", "k");
    }

    @Test
    void anotherGatewayIsBothOfTheirs() {
        Map<String, String> said =
                Map.of(
                        "STEADFAST_PAYMENT_GATEWAY_URL", "https://pay.example",
                        "STEADFAST_PAYMENT_GATEWAY_API_KEY", "secret");

        assertThat(environment(Service.PAYMENT, said))
                .doesNotContainKey("STEADFAST_PAYMENT_GATEWAY_URL");
        assertThat(environment(Service.RECONCILER, said))
                .containsEntry("STEADFAST_RECONCILER_GATEWAY_URL", "https://pay.example")
                .containsEntry("STEADFAST_RECONCILER_GATEWAY_API_KEY", "secret");
    }

    @Test
    void whatIsSaidForTheReconcilerAloneStands() {
        Map<String, String> said =
                Map.of(
                        "STEADFAST_RECONCILER_GATEWAY_URL", "https://read.example",
                        "STEADFAST_RECONCILER_GATEWAY_API_KEY", "read-only");

        assertThat(environment(Service.RECONCILER, said))
                .doesNotContainKeys(
                        "STEADFAST_RECONCILER_GATEWAY_URL", "STEADFAST_RECONCILER_GATEWAY_API_KEY");
    }

    @Test
    void nobodyElseIsToldOfTheGateway() {
        for (Service service : new Service[] {Service.ORDER, Service.FULFILLMENT}) {
            assertThat(environment(service, Map.of()).keySet())
                    .noneMatch(name -> name.contains("GATEWAY") || name.contains("SANDBOX"));
        }
    }

    private Map<String, String> environment(Service service, Map<String, String> said) {
        return new ServicePart(service, new Settings(said), new Folders(folder, folder))
                .environment();
    }
}
