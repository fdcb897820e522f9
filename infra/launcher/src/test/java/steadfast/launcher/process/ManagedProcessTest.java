package steadfast.launcher.process;

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

class ManagedProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private ProcessLedger ledger;
    private ManagedProcess managedProcess;

    @BeforeEach
    void anEmptyLedger() {
        ledger = new ProcessLedger(folder.resolve("pids"));
    }

    @AfterEach
    void nothingIsLeftBehind() {
        managedProcess.stop();
    }

    @Test
    void itIsReadyWhenItsPartSaysSoAndIsWrittenDown() {
        managedProcess = child("echo $$ >ready; exec sleep 600");

        managedProcess.start();

        assertThat(output()).contains("shell").contains("ready in");
        assertThat(ledger.alive().get("shell").process().pid())
                .isEqualTo(managedProcess.pid().orElseThrow());
    }

    /** In a folder that others may write, their {@code .env} would set a service up. */
    @Test
    void itWorksInAFolderOfTheShopsOwn() throws Exception {
        managedProcess = child("echo \"$OLDPWD\" >began; echo $$ >ready; exec sleep 600");

        managedProcess.start();

        assertThat(folder.resolve("began")).hasContent(folder.toString());
    }

    @Test
    void whatDiesIsStartedAgainWithAVisibleLine() {
        managedProcess = child("echo $$ >ready; exec sleep 600");
        managedProcess.start();
        managedProcess.guard();
        long first = managedProcess.pid().orElseThrow();

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(output())
                                .contains("shell ended (signal 9), starts again in 1 s")
                                .contains("shell is ready again after"));
        assertThat(managedProcess.pid().orElseThrow()).isNotEqualTo(first);
        assertThat(ledger.alive().get("shell").process().pid())
                .isEqualTo(managedProcess.pid().orElseThrow());
    }

    @Test
    void whatEndsBeforeItIsReadyIsAFailureWithItsReason() {
        managedProcess = child("echo FATAL: no room for me; exit 3");

        assertThatThrownBy(() -> managedProcess.start())
                .isInstanceOf(LaunchFailure.class)
                .hasMessage("shell does not start: FATAL: no room for me");
    }

    @Test
    void whatIgnoresTheGentleSignalIsKilled() {
        managedProcess = child("trap '' TERM; echo $$ >ready; while true; do sleep 1; done");
        managedProcess.start();
        ProcessIdentity process = ledger.alive().get("shell").process();

        managedProcess.stop();

        assertThat(process.isAlive()).isFalse();
        assertThat(ledger.alive()).isEmpty();
    }

    @Test
    void whatWasStoppedIsNotStartedAgain() {
        managedProcess = child("echo $$ >>starts; echo $$ >ready; exec sleep 600");
        managedProcess.start();
        managedProcess.guard();

        managedProcess.stop();

        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> Files.readAllLines(folder.resolve("starts")).size() == 1);
        assertThat(output()).doesNotContain("starts again");
    }

    @Test
    void whatItWaitsForIsToldOnceAndNotOnlyWhenItsTimeIsUp() {
        managedProcess =
                child(
                        "echo 'The database is read-only.' >need; sleep 1; rm need; echo $$ >ready; exec sleep 600");

        managedProcess.start();

        assertThat(output()).containsOnlyOnce("shell waits: The database is read-only.");
    }

    @Test
    void itGetsWhatEveryProgramNeedsAndWhatItsPartTakesAndNothingElse() throws Exception {
        environment.put("LC_ALL", "C");
        environment.put("STRIPE_SECRET_KEY", "sk_test_1");
        environment.put("SHELL_SETTING", "1");
        managedProcess = child("env >variables; echo $$ >ready; exec sleep 600");

        managedProcess.start();

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
        managedProcess = child("echo 1 >written; mkdir made; echo $$ >ready; exec sleep 600");

        managedProcess.start();

        assertThat(permissions("written")).isEqualTo("rw-------");
        assertThat(permissions("made")).isEqualTo("rwx------");
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }

    private ManagedProcess child(String script) {
        return new ManagedProcess(
                new ShellPart(script),
                folder,
                new LogTail(folder.resolve("shell.log")),
                ledger,
                new Console(
                        new PrintStream(output, true, StandardCharsets.UTF_8), Clock.systemUTC()),
                environment,
                Clock.systemUTC());
    }

    private String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    /** Ready as soon as the process that runs has written its number to a file. */
    private final class ShellPart implements ProcessSpec {

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
                return managedProcess.pid().map(String::valueOf).filter(pid::equals).isPresent();
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
                    new StopStep(PosixSignal.TERM, Duration.ofSeconds(1)),
                    new StopStep(PosixSignal.KILL, PATIENCE));
        }
    }
}
