package steadfast.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanReaperTest {

    @TempDir private Path folder;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private ProcessLedger ledger;
    private OrphanReaper orphanReaper;
    private Process left;

    @BeforeEach
    void aProcessThatNobodyWatches() throws IOException {
        ledger = new ProcessLedger(folder.resolve("pids"));
        orphanReaper =
                new OrphanReaper(
                        ledger,
                        new Console(
                                new PrintStream(output, true, StandardCharsets.UTF_8),
                                Clock.systemUTC()));
        left = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        left.destroyForcibly();
    }

    @Test
    void whatACrashedLauncherLeftIsEndedAndForgotten() throws Exception {
        ledger.add("sleeper", identity(), Instant.EPOCH);

        int count = orphanReaper.reap(List.of(new SleepingPart()));

        assertThat(count).isEqualTo(1);
        assertThat(left.waitFor()).isEqualTo(128 + 15);
        assertThat(ledger.alive()).isEmpty();
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("left by an earlier run (process %d)".formatted(left.pid()));
    }

    @Test
    void whatHasNoPartAnyMoreIsEndedToo() throws Exception {
        ledger.add("sleeper", identity(), Instant.EPOCH);

        orphanReaper.reap(List.of());

        assertThat(left.waitFor()).isNotZero();
    }

    @Test
    void aProcessThatOnlyInheritedTheNumberIsLeftAlone() {
        ProcessIdentity now = identity();
        ProcessIdentity then = new ProcessIdentity(now.pid(), now.startTicks() - 1, now.boot());
        ProcessIdentity beforeTheBoot =
                new ProcessIdentity(now.pid(), now.startTicks(), "another-boot");
        ledger.add("sleeper", then, Instant.EPOCH);
        ledger.add("older-sleeper", beforeTheBoot, Instant.EPOCH);

        int count = orphanReaper.reap(List.of(new SleepingPart()));

        assertThat(count).isZero();
        assertThat(left.isAlive()).isTrue();
    }

    @Test
    void aTornLineInTheLedgerHidesNoOther() throws Exception {
        ledger.add("sleeper", identity(), Instant.EPOCH);
        Files.writeString(
                folder.resolve("pids"), "kafka 12\n" + Files.readString(folder.resolve("pids")));

        assertThat(ledger.alive()).containsOnlyKeys("sleeper");
    }

    @Test
    void aProcessOfWhichOnlyTheExitCodeIsLeftIsDead() throws Exception {
        ProcessIdentity identity = identity();

        left.destroyForcibly().waitFor();

        assertThat(identity.isAlive()).isFalse();
    }

    private ProcessIdentity identity() {
        return ProcessIdentity.of(left.pid()).orElseThrow();
    }

    private static final class SleepingPart implements ProcessSpec {

        @Override
        public String name() {
            return "sleeper";
        }

        @Override
        public int port() {
            return 1;
        }

        @Override
        public List<String> command() {
            return List.of("sleep", "600");
        }

        @Override
        public boolean isReady() {
            return true;
        }
    }
}
