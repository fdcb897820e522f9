package steadfast.launcher.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.process.ProcessSpec;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Service;
import steadfast.launcher.settings.Settings;

class ProcessSpecsTest {

    @TempDir Path folder;

    @Test
    void aShopHasTwoGatewaysThatStartBesideWhatElseNeedsNobody() {
        ProcessSpecs processSpecs =
                ProcessSpecs.of(new Settings(Map.of()), new Folders(folder, folder));

        assertThat(processSpecs.first())
                .extracting(ProcessSpec::name)
                .containsExactly("postgres", "kafka", "sandbox", "sandbox-b");
        assertThat(processSpecs.services()).hasSize(4);
    }

    @Test
    void aShopThatSellsForRealMoneyHasNoSandbox() {
        ProcessSpecs processSpecs =
                ProcessSpecs.of(
                        new Settings(Map.of("ALIPAY_APP_ID", "2021")), new Folders(folder, folder));

        assertThat(processSpecs.first())
                .extracting(ProcessSpec::name)
                .containsExactly("postgres", "kafka");
        assertThat(processSpecs.services()).hasSize(4);
    }

    @Test
    void aServiceThatSomebodyElseRunsIsLeftOut() {
        ProcessSpecs processSpecs =
                ProcessSpecs.of(new Settings(Map.of()), new Folders(folder, folder))
                        .without(Set.of(Service.PAYMENT, Service.named("order-service")));

        assertThat(processSpecs.services())
                .extracting(ProcessSpec::name)
                .containsExactly("fulfillment-service", "reconciler-service");
        assertThat(processSpecs.first()).hasSize(4);
    }

    @Test
    void aServiceThatDoesNotExistIsSaidWithThoseThatDo() {
        assertThatThrownBy(() -> Service.named("orders"))
                .isInstanceOf(LaunchFailure.class)
                .hasMessage(
                        "Unknown service 'orders'; supported values: order-service,"
                                + " payment-service, fulfillment-service, reconciler-service.");
    }
}
