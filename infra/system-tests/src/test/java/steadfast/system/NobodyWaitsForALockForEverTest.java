package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NobodyWaitsForALockForEverTest {

    @ParameterizedTest
    @ValueSource(strings = {"order", "payment", "fulfillment", "reconciler"})
    void everyConnectionOfEveryServiceHasALockTimeout(String service) throws IOException {
        Properties settings = new Properties();
        try (Reader reader =
                Files.newBufferedReader(
                        Path.of(
                                "../../"
                                        + service
                                        + "-service/src/main/resources/application.properties"))) {
            settings.load(reader);
        }

        assertThat(settings.getProperty("quarkus.datasource.jdbc.new-connection-sql"))
                .isEqualTo("set lock_timeout = '3s'");
    }
}
