package steadfast.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private ProcessLedger ledger;
    private Child child;

    @BeforeEach
    void anEmptyLedger() {
        ledger = new ProcessLedger(folder.resolve("pids"));
    }

    @AfterEach
    void nothingIsLeftBehind() {
        child.stop();
    }

    @Test
    void itIsReadyWhenItsPartSaysSoAndIsWrittenDown() {
        child = child("echo $$ >ready; exec sleep 600");

        child.start();

        assertThat(said()).contains("shell").contains("ready in");
        assertThat(ledger.alive().get("shell").process().pid())
                .isEqualTo(child.pid().orElseThrow());
    }

    @Test
    void whatDiesIsStartedAgainWithAVisibleLine() {
        child = child("echo $$ >ready; exec sleep 600");
        child.start();
        child.guard();
        long first = child.pid().orElseThrow();

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(said())
                                .contains("shell ended (signal 9), starts again in 1 s")
                                .contains("shell is ready again after"));
        assertThat(child.pid().orElseThrow()).isNotEqualTo(first);
        assertThat(ledger.alive().get("shell").process().pid())
                .isEqualTo(child.pid().orElseThrow());
    }

    @Test
    void whatEndsBeforeItIsReadyIsAFailureWithItsReason() {
        child = child("echo FATAL: no room for me; exit 3");

        assertThatThrownBy(() -> child.start())
                .isInstanceOf(LaunchFailure.class)
                .hasMessage("shell does not start: FATAL: no room for me");
    }

    @Test
    void whatIgnoresTheGentleSignalIsKilled() {
        child = child("trap '' TERM; echo $$ >ready; while true; do sleep 1; done");
        child.start();
        ProcessIdentity process = ledger.alive().get("shell").process();

        child.stop();

        assertThat(process.isAlive()).isFalse();
        assertThat(ledger.alive()).isEmpty();
    }

    @Test
    void whatWasStoppedIsNotStartedAgain() {
        child = child("echo $$ >>starts; echo $$ >ready; exec sleep 600");
        child.start();
        child.guard();

        child.stop();

        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> Files.readAllLines(folder.resolve("starts")).size() == 1);
        assertThat(said()).doesNotContain("starts again");
    }

    @Test
    void whatItWaitsForIsToldOnceAndNotOnlyWhenItsTimeIsUp() {
        child =
                child(
                        "echo 'The database is read-only.' >need; sleep 1; rm need; echo $$ >ready; exec sleep 600");

        child.start();

        assertThat(said()).containsOnlyOnce("shell waits: The database is read-only.");
    }

    @Test
    void itGetsWhatEveryProgramNeedsAndWhatItsPartTakesAndNothingElse() throws Exception {
        environment.put("LC_ALL", "C");
        environment.put("STRIPE_SECRET_KEY", "sk_test_1");
        environment.put("SHELL_SETTING", "1");
        child = child("env >variables; echo $$ >ready; exec sleep 600");

        child.start();

        assertThat(Files.readAllLines(folder.resolve("variables")))
                .contains("LC_ALL=C", "SHELL_SETTING=1", "PATH=" + System.getenv("PATH"))
                .extracting(line -> line.substring(0, line.indexOf('=')))
                .isSubsetOf(
                        Stream.concat(
                                        Stream.of("SHELL_SETTING", "PWD", "OLDPWD", "SHLVL", "_"),
                                        Stream.concat(
                                                Stream.of("LC_ALL"),
                                                System.getenv().keySet().stream()
                                                        .filter(
                                                                Pattern.compile(
                                                                                "PATH|HOME|USER|LOGNAME|LANG|LANGUAGE|TZ|TMPDIR|LC_.*|JAVA_.*|JDK_JAVA_.*")
                                                                        .asMatchPredicate())))
                                .toList());
    }

    @Test
    void whatItWritesIsClosedToOthers() throws Exception {
        child = child("echo 1 >written; mkdir made; echo $$ >ready; exec sleep 600");

        child.start();

        assertThat(permissions("written")).isEqualTo("rw-------");
        assertThat(permissions("made")).isEqualTo("rwx------");
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }

    private Child child(String script) {
        return new Child(
                new ShellPart(script),
                new LogTail(folder.resolve("shell.log")),
                ledger,
                new Console(new PrintStream(said, true, StandardCharsets.UTF_8), Clock.systemUTC()),
                environment,
                Clock.systemUTC());
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    /** Ready as soon as the process that runs has written its number to a file. */
    private final class ShellPart implements Part {

        private final String script;

        ShellPart(String script) {
            this.script = script;
        }

        @Override
        public String name() {
            return "shell";
        }

        @Override
        public int port() {
            return 1;
        }

        @Override
        public boolean takes(String variable) {
            return variable.startsWith("SHELL_");
        }

        @Override
        public List<String> command() {
            return List.of("bash", "-c", "cd '%s'; %s".formatted(folder, script));
        }

        @Override
        public boolean isReady() {
            try {
                String pid = Files.readString(folder.resolve("ready")).strip();
                return child.pid().map(String::valueOf).filter(pid::equals).isPresent();
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public Optional<String> waitsFor() {
            try {
                return Optional.of(Files.readString(folder.resolve("need")).strip())
                        .filter(need -> !need.isEmpty());
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        @Override
        public List<StopStep> stopSteps() {
            return List.of(
                    new StopStep(Signal.TERM, Duration.ofSeconds(1)),
                    new StopStep(Signal.KILL, PATIENCE));
        }
    }
}
