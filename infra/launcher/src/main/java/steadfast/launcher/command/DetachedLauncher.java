package steadfast.launcher.command;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import steadfast.launcher.process.Console;
import steadfast.launcher.process.JavaCommand;
import steadfast.launcher.process.Poll;
import steadfast.launcher.process.ProcessLedger;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Service;
import steadfast.launcher.shop.Announcement;

/** Starts a launcher that outlives the terminal, and shows its output until all is ready. */
final class DetachedLauncher {

    private static final int HEAP_MEGABYTES = 256;
    private static final Duration POLL = Duration.ofMillis(100);

    /** Longer than all start limits together. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path log;
    private final Path temporary;
    private final Console console;
    private long shownBytes;
    private boolean ready;

    DetachedLauncher(Folders folders, Console console) {
        this.log = folders.log(ProcessLedger.LAUNCHER);
        this.temporary = folders.temporary();
        this.console = console;
    }

    /** Returns when everything is ready (0) or the launcher has ended before that (1). */
    int start(Set<Service> leftOut) {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(JavaCommand.withHeap(HEAP_MEGABYTES, temporary));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        "steadfast.launcher.Main",
                        "up"));
        leftOut.forEach(service -> command.addAll(List.of("--without", service.folder())));
        try {
            Files.deleteIfExists(log);
            Process launcher =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(new File("/dev/null"))
                            .redirectOutput(log.toFile())
                            .start();
            Poll.until(
                    () -> {
                        boolean alive = launcher.isAlive();
                        show();
                        return ready || !alive;
                    },
                    POLL,
                    LIMIT);
            return ready ? 0 : 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whole lines that are new in its log. */
    private void show() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(shownBytes);
            byte[] news = new byte[(int) (file.length() - shownBytes)];
            file.readFully(news);
            String text = new String(news, StandardCharsets.UTF_8);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            shownBytes += whole.getBytes(StandardCharsets.UTF_8).length;
            for (String line : whole.lines().toList()) {
                if (!ready) {
                    console.line(line);
                    ready = Announcement.isReady(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
