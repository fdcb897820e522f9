package steadfast.launcher.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    @TempDir private Path folder;

    @Test
    void onlyOneLauncherHoldsIt() {
        Path file = folder.resolve("run.lock");
        RunLock first = RunLock.tryTake(file).orElseThrow();

        assertThat(RunLock.tryTake(file)).isEmpty();

        first.close();
        assertThat(RunLock.tryTake(file)).isPresent().get().satisfies(RunLock::close);
    }

    @Test
    void theKernelTakesItFromALauncherThatIsKilled() throws Exception {
        Path file = folder.resolve("run.lock");
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holder.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader says =
                new BufferedReader(
                        new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(says.readLine()).isEqualTo("held");
            assertThat(RunLock.tryTake(file)).isEmpty();

            other.destroyForcibly().waitFor();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(RunLock.tryTake(file)).isPresent());
        } finally {
            other.destroyForcibly();
        }
    }

    /** A launcher that does nothing but hold the lock. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            RunLock lock = RunLock.tryTake(Path.of(arguments[0])).orElseThrow();
            System.out.println("held");
            Thread.currentThread().join();
            lock.close();
        }
    }
}
