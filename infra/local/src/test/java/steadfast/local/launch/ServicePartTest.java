package steadfast.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicePartTest {

    @TempDir Path folder;

    @Test
    void theReconcilerAsksTheGatewaysThatPaymentServiceCharges() {
        Map<String, String> said =
                Map.of("SANDBOX_PORT", "9999", "SANDBOX_API_KEY", "k", "SANDBOX_B_PORT", "9998");

        for (Service service : new Service[] {Service.PAYMENT, Service.RECONCILER}) {
            assertThat(environment(service, said))
                    .containsEntry("SANDBOX_URL", "http://127.0.0.1:9999")
                    .containsEntry("SANDBOX_API_KEY", "k")
                    .containsEntry("SANDBOX_MERCHANT", "steadfast")
                    .containsEntry("SANDBOX_B_URL", "http://127.0.0.1:9998")
                    .containsEntry("SANDBOX_B_API_KEY", "sandbox-b-key")
                    .containsEntry("SANDBOX_B_MERCHANT", "steadfast-b");
        }
    }

    @Test
    void whatTheUserSaysOfAGatewayStands() {
        Map<String, String> said =
                Map.of(
                        "SANDBOX_URL", "https://pay.example",
                        "SANDBOX_API_KEY", "secret",
                        "SANDBOX_B_CALLBACK_SECRET", "signed",
                        "SANDBOX_B_MERCHANT", "me");

        for (Service service : new Service[] {Service.PAYMENT, Service.RECONCILER}) {
            assertThat(environment(service, said)).containsAllEntriesOf(said);
        }
    }

    @Test
    void whoeverReadsCallbacksKnowsTheSecretThatTheyAreSignedWith() {
        CallbackSecrets secrets = secrets();
        Settings settings = new Settings(Map.of());
        Folders folders = new Folders(folder, folder);

        Map<String, String> payment =
                new ServicePart(Service.PAYMENT, settings, folders, secrets).environment();

        assertThat(payment)
                .containsEntry("SANDBOX_CALLBACK_SECRET", signedBy(LocalGateway.SANDBOX))
                .containsEntry("SANDBOX_B_CALLBACK_SECRET", signedBy(LocalGateway.SANDBOX_B));
        assertThat(signedBy(LocalGateway.SANDBOX)).isNotEqualTo(signedBy(LocalGateway.SANDBOX_B));
    }

    @Test
    void nobodyElseIsToldOfTheGateways() {
        for (Service service : new Service[] {Service.ORDER, Service.FULFILLMENT}) {
            assertThat(environment(service, Map.of()).keySet())
                    .noneMatch(name -> name.contains("GATEWAY") || name.contains("SANDBOX"));
        }
    }

    private String signedBy(LocalGateway gateway) {
        return new SandboxPart(
                        gateway, new Settings(Map.of()), new Folders(folder, folder), secrets())
                .environment()
                .getOrDefault("SANDBOX_CALLBACK_SECRET", "");
    }

    private CallbackSecrets secrets() {
        return new CallbackSecrets(folder.resolve("callback-secrets.properties"));
    }

    private Map<String, String> environment(Service service, Map<String, String> said) {
        return new ServicePart(service, new Settings(said), new Folders(folder, folder), secrets())
                .environment();
    }
}
