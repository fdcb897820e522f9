package steadfast.launcher.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {

    private static final int WRITERS = 20;

    /** As the signal's thread and the command's do at the end of a demo. */
    @Test
    void threadsChangeItOneAfterTheOther(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("private");
        var start = new CyclicBarrier(WRITERS);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String line = "line " + i;
                writers.add(
                        threads.submit(() -> {
                            start.await();
                            new PrivateFile(file).change(lines -> and(lines, line));
                            return null;
                        }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }

        assertThat(new PrivateFile(file).lines())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, WRITERS).mapToObj(i -> "line " + i).toList());
    }

    private static List<String> and(List<String> lines, String line) {
        List<String> more = new ArrayList<>(lines);
        more.add(line);
        return more;
    }
}
