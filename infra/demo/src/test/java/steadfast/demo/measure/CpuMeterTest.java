package steadfast.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuMeterTest {

    @TempDir Path proc;

    @Test
    void whatWasUsedSinceTheFirstReadingIsAddedUp() throws Exception {
        CpuMeter meter = new CpuMeter(proc);
        stat(1, "java", 100, 20);
        stat(2, "a (very) odd name", 5, 5);
        meter.read(List.of(1L, 2L));

        stat(1, "java", 130, 30);
        stat(2, "a (very) odd name", 6, 5);
        meter.read(List.of(1L, 2L));

        assertThat(meter.total()).isEqualTo(Duration.ofMillis(410));
    }

    @Test
    void aServiceThatWasStartedAgainCountsWhole() throws Exception {
        CpuMeter meter = new CpuMeter(proc);
        stat(1, "java", 100, 0);
        meter.read(Set.of(1L));
        stat(1, "java", 150, 0);
        meter.read(Set.of(1L));

        Files.delete(proc.resolve("1/stat"));
        stat(9, "java", 30, 0);
        meter.read(Set.of(9L));
        stat(9, "java", 35, 0);
        meter.read(Set.of(1L, 9L));

        assertThat(meter.total()).isEqualTo(Duration.ofMillis(850));
    }

    @Test
    void aRealProcessCanBeRead() {
        CpuMeter meter = new CpuMeter();
        long self = ProcessHandle.current().pid();
        meter.read(Set.of(self));

        long spun = 0;
        long start = System.nanoTime();
        while (meter.total().isZero() && System.nanoTime() - start < 30_000_000_000L) {
            spun++;
            meter.read(Set.of(self));
        }

        assertThat(spun).isPositive();
        assertThat(meter.total()).isPositive();
    }

    private void stat(long pid, String name, long user, long system) throws IOException {
        Path file = Files.createDirectories(proc.resolve("" + pid)).resolve("stat");
        Files.writeString(
                file,
                "%d (%s) S 1 1 1 0 -1 4194560 9 0 0 0 %d %d 7 7 20 0 40 0 123 456 789\n"
                        .formatted(pid, name, user, system));
    }
}
