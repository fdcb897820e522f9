package steadfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import steadfast.sandbox.protocol.Fault;
import steadfast.sandbox.protocol.Operation;

class TheReadmeIsCurrentTest {

    @ParameterizedTest
    @EnumSource
    void everyFaultStandsThereWithItsOperations(Fault fault) throws Exception {
        String operations =
                Arrays.stream(Operation.values())
                        .filter(fault::canMeet)
                        .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));

        assertThat(Files.readString(Path.of("README.md")))
                .contains("| `" + fault.title() + "` | " + operations + " | ");
    }
}
