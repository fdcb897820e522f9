package steadfast.launcher.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.launcher.secrets.CallbackSecrets;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.LocalGateway;
import steadfast.launcher.settings.Settings;

class SandboxPartTest {

    @TempDir Path folder;

    @BeforeEach
    void aSandboxThatIsBuilt() throws Exception {
        Path target = Files.createDirectories(folder.resolve("infra/sandbox/target"));
        Files.createFile(target.resolve("steadfast-sandbox-0.1.0.jar"));
    }

    @Test
    void eachGatewayTellsPaymentServiceUnderItsOwnName() {
        Map<String, String> environment = Map.of("PAYMENT_PORT", "7082");

        assertThat(part(LocalGateway.SANDBOX, environment).command())
                .containsSubsequence("--name", "sandbox", "--port", "8090")
                .containsSubsequence(
                        "--callback-url", "http://127.0.0.1:7082/v1/callbacks/sandbox");
        assertThat(part(LocalGateway.SANDBOX_B, environment).command())
                .containsSubsequence("--name", "sandbox-b", "--port", "8091")
                .containsSubsequence(
                        "--callback-url", "http://127.0.0.1:7082/v1/callbacks/sandbox-b")
                .contains(folder.resolve("sandbox-b/journal.ndjson").toString());
    }

    @Test
    void noSecretStandsOnACommandLine() {
        for (LocalGateway gateway : LocalGateway.values()) {
            SandboxPart part = part(gateway, Map.of());

            assertThat(String.join(" ", part.command()))
                    .doesNotContain(
                            part.environment().getOrDefault("SANDBOX_CALLBACK_SECRET", ""),
                            part.environment().getOrDefault("SANDBOX_API_KEY", ""));
        }
    }

    @Test
    void whatIsSaidOfTheSecondGatewayIsNotSaidOfTheFirst() {
        Map<String, String> environment =
                Map.of(
                        "SANDBOX_API_KEY", "one",
                        "SANDBOX_B_API_KEY", "two",
                        "SANDBOX_B_CALLBACK_SECRET", "signed",
                        "SANDBOX_B_WEATHER", "storm");

        assertThat(part(LocalGateway.SANDBOX, environment).environment())
                .containsEntry("SANDBOX_API_KEY", "one")
                .containsEntry("SANDBOX_MERCHANT", "steadfast")
                .doesNotContainKey("SANDBOX_WEATHER")
                .doesNotContainValue("signed");
        assertThat(part(LocalGateway.SANDBOX_B, environment).environment())
                .containsEntry("SANDBOX_API_KEY", "two")
                .containsEntry("SANDBOX_MERCHANT", "steadfast-b")
                .containsEntry("SANDBOX_CALLBACK_SECRET", "signed")
                .containsEntry("SANDBOX_WEATHER", "storm");
    }

    @Test
    void aGatewayTakesItsOwnSettingsAndNoOtherGatewaysCredentials() {
        for (LocalGateway gateway : LocalGateway.values()) {
            SandboxPart part = part(gateway, Map.of());

            assertThat(part.takes("SANDBOX_WEATHER")).isTrue();
            assertThat(part.takes("SANDBOX_B_API_KEY")).isFalse();
            assertThat(part.takes("STRIPE_SECRET_KEY")).isFalse();
        }
    }

    private SandboxPart part(LocalGateway gateway, Map<String, String> environment) {
        return new SandboxPart(
                gateway,
                new Settings(environment),
                new Folders(folder, folder),
                new CallbackSecrets(folder.resolve("callback-secrets.properties")));
    }
}
