package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class TwoGatewaysOnOneMachineTest {

    @TempDir Path folder;

    @Test
    void theyShareNothing() throws Exception {
        try (Merchant shop = new Merchant();
                SandboxProcess alpha = start(shop, "alpha", Map.of("SANDBOX_FAULT", "declined"));
                SandboxProcess beta = start(shop, "beta", Map.of());
                SandboxClient atAlpha = new SandboxClient(alpha.port());
                SandboxClient atBeta = new SandboxClient(beta.port())) {
            assertThat(alpha.ready()).startsWith("alpha ready port=");
            assertThat(beta.ready()).startsWith("beta ready port=");

            assertThat(atAlpha.charge("p", 500, "card").text("status")).isEqualTo("DECLINED");
            assertThat(atBeta.charge("p", 700, "card").text("status")).isEqualTo("CAPTURED");

            assertThat(atAlpha.booked("CAPTURE")).isZero();
            assertThat(atBeta.booked("CAPTURE")).isEqualTo(1);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> shop.received().size() == 2);
            assertThat(shop.received())
                    .allMatch(Merchant.Received::isGenuine)
                    .extracting(message -> message.json().path("merchant").asText())
                    .containsExactlyInAnyOrder("alpha-shop", "beta-shop");
            assertThat(shop.received()).extracting(Merchant.Received::id).doesNotHaveDuplicates();
        }
    }

    private SandboxProcess start(Merchant shop, String name, Map<String, String> environment)
            throws Exception {
        return SandboxProcess.start(
                folder.resolve(name),
                environment,
                "--name=" + name,
                "--callback-url=" + shop.target().url(),
                "--callback-secret=" + Merchant.SECRET,
                "--merchant=" + name + "-shop");
    }
}
