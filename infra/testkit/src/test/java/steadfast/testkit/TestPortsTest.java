package steadfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestPortsTest {

    /** Of 12,000: two processes that chose by chance would have some twenty in common. */
    private static final int MANY = 500;

    @Test
    void noPortIsGivenTwiceAlsoNotToAnotherProcess() throws Exception {
        List<Integer> here = reserved();

        List<Integer> there = reservedByAnotherProcess();

        assertThat(there).hasSize(MANY);
        List<Integer> all = new ArrayList<>(here);
        all.addAll(there);
        assertThat(all).doesNotHaveDuplicates().allMatch(port -> port >= 20_000 && port < 32_000);
    }

    private static List<Integer> reserved() {
        return IntStream.range(0, MANY).mapToObj(_ -> TestPorts.reserve()).toList();
    }

    private static List<Integer> reservedByAnotherProcess()
            throws IOException, InterruptedException {
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Other.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String printed = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(other.waitFor()).isZero();
        return printed.lines().map(Integer::valueOf).toList();
    }

    static final class Other {

        private Other() {}

        public static void main(String[] arguments) {
            reserved().forEach(System.out::println);
        }
    }
}
