package steadfast.launcher.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import steadfast.launcher.process.Console;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.process.PosixSignal;
import steadfast.launcher.process.ProcessIdentity;
import steadfast.launcher.process.ProcessLedger;
import steadfast.launcher.process.ProcessSpec;
import steadfast.launcher.process.StopStep;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Settings;
import steadfast.testkit.TestPorts;

class ShopTest {

    private static final String READY = "touch $0.ready; ";
    private static final String SLEEP = "exec sleep 600";
    private static final String SAY_WHEN_STOPPED =
            "trap 'echo $0 >>order; kill $!; exit 0' TERM; touch $0.ready; sleep 600 & wait";

    @TempDir private Path folder;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private Folders folders;
    private Shop shop;

    @BeforeEach
    void portsThatAreFree() throws Exception {
        for (String variable : new Settings(Map.of()).portsToListenOn().keySet()) {
            environment.put(variable, "" + TestPorts.reserve());
        }
        folders = new Folders(folder, folder);
        folders.create();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        shop.stop();
    }

    @Test
    void servicesStopBeforeWhatTheyNeedAndPostgresLast() throws Exception {
        shop =
                shop(
                        List.of(
                                part("postgres", SAY_WHEN_STOPPED),
                                part("kafka", SAY_WHEN_STOPPED)),
                        List.of(part("order-service", SAY_WHEN_STOPPED)));
        shop.start();

        shop.stop();

        assertThat(Files.readAllLines(folder.resolve("order")))
                .containsExactly("order-service", "kafka", "postgres");
        assertThat(new ProcessLedger(folders.processes()).alive()).isEmpty();
        assertThat(new RunningConfig(folders).running()).isEmpty();
    }

    @Test
    @Timeout(60)
    void oneThatFailsTakesDownTheOthersAtOnceAndIsNamed() {
        shop =
                shop(
                        List.of(
                                part("kafka", "echo FATAL no memory; exit 1"),
                                // Would be waited for longer than this test lasts.
                                part("postgres", SLEEP)),
                        List.of());

        assertThatThrownBy(() -> shop.start())
                .isInstanceOf(LaunchFailure.class)
                .hasMessage("kafka does not start: FATAL no memory");
        assertThat(new ProcessLedger(folders.processes()).alive()).isEmpty();
        assertThat(shop.isRunning()).isFalse();
    }

    @Test
    void aSecondLauncherIsToldWhoIsThereAlready() {
        shop = shop(List.of(part("kafka", READY + SLEEP)), List.of());
        shop.start();

        Shop second = shop(List.of(part("kafka", READY + SLEEP)), List.of());

        assertThatThrownBy(second::start)
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith(
                        "Steadfast already runs in this clone (process %d)"
                                .formatted(ProcessHandle.current().pid()));
        assertThat(new ProcessLedger(folders.processes()).alive()).containsKey("kafka");
    }

    @Test
    void whatAKilledLauncherLeftIsStoppedByTheNextStart() throws Exception {
        Process left = new ProcessBuilder("sleep", "600").start();
        new ProcessLedger(folders.processes())
                .add(
                        "kafka",
                        ProcessIdentity.of(left.pid()).orElseThrow(),
                        Clock.systemUTC().instant());
        shop = shop(List.of(part("kafka", READY + SLEEP)), List.of());

        shop.start();

        assertThat(left.waitFor()).isNotZero();
        assertThat(new ProcessLedger(folders.processes()).alive().get("kafka").process().pid())
                .isNotEqualTo(left.pid());
    }

    private Shop shop(List<ProcessSpec> first, List<ProcessSpec> services) {
        return new Shop(
                new ProcessSpecs(first, services),
                new Settings(environment),
                folders,
                new Console(
                        new PrintStream(output, true, StandardCharsets.UTF_8), Clock.systemUTC()),
                Map.of(),
                Clock.systemUTC(),
                () -> {});
    }

    private ProcessSpec part(String name, String script) {
        return new ShellPart(name, script);
    }

    /** Ready when its script has made a file; the script's {@code $0} is its name. */
    private final class ShellPart implements ProcessSpec {

        private final String name;
        private final String script;

        ShellPart(String name, String script) {
            this.name = name;
            this.script = script;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int port() {
            return 1;
        }

        @Override
        public List<String> command() {
            return List.of("bash", "-c", "cd '%s'; %s".formatted(folder, script), name);
        }

        @Override
        public boolean isReady() {
            return Files.exists(folder.resolve(name + ".ready"));
        }

        @Override
        public List<StopStep> stopSteps() {
            return List.of(
                    new StopStep(PosixSignal.TERM, Duration.ofSeconds(30)),
                    new StopStep(PosixSignal.KILL, Duration.ofSeconds(30)));
        }
    }
}
