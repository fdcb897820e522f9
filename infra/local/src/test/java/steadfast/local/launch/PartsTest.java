package steadfast.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsTest {

    @TempDir Path folder;

    @Test
    void aShopHasTwoGatewaysThatStartBesideWhatElseNeedsNobody() {
        Parts parts = Parts.of(new Settings(Map.of()), new Folders(folder, folder));

        assertThat(parts.first())
                .extracting(Part::name)
                .containsExactly("postgres", "kafka", "sandbox", "sandbox-b");
        assertThat(parts.services()).hasSize(4);
    }
}
