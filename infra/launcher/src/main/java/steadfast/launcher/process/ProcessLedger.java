package steadfast.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file of the processes that run, so that the next start knows what a crashed one left behind.
 * Safe for many threads; written by the launcher that holds the lock, read by everybody.
 */
public final class ProcessLedger {

    /** The launcher's own entry. */
    public static final String LAUNCHER = "launcher";

    private static final int FIELDS = 5;

    private final Path file;

    public ProcessLedger(Path file) {
        this.file = file;
    }

    /** A process that was started. */
    public record Entry(String name, ProcessIdentity process, Instant startedAt) {

        private String line() {
            return "%s %s %s %s %s"
                    .formatted(
                            name, process.pid(), process.startTicks(), process.boot(), startedAt);
        }

        private static Optional<Entry> parse(String line) {
            List<String> fields = List.of(line.split(" ", -1));
            if (fields.size() != FIELDS) {
                return Optional.empty();
            }
            return Optional.of(
                    new Entry(
                            fields.get(0),
                            new ProcessIdentity(
                                    Long.parseLong(fields.get(1)),
                                    Long.parseLong(fields.get(2)),
                                    fields.get(3)),
                            Instant.parse(fields.get(4))));
        }
    }

    /** Returns what was written down and still runs, by its name. */
    public synchronized Map<String, Entry> alive() {
        Map<String, Entry> entries = read();
        entries.values().removeIf(entry -> !entry.process.isAlive());
        return entries;
    }

    /** Adds a process, or replaces the one of this name. */
    public synchronized void add(String name, ProcessIdentity process, Instant startedAt) {
        Map<String, Entry> entries = read();
        entries.put(name, new Entry(name, process, startedAt));
        write(entries);
    }

    /** Removes a process, if it is there. */
    public synchronized void remove(String name) {
        Map<String, Entry> entries = read();
        if (entries.remove(name) != null) {
            write(entries);
        }
    }

    private Map<String, Entry> read() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                Entry.parse(line).ifPresent(entry -> entries.put(entry.name, entry));
            }
        } catch (NoSuchFileException e) {
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    private void write(Map<String, Entry> entries) {
        try {
            Path written = file.resolveSibling(file.getFileName() + ".new");
            Files.write(written, entries.values().stream().map(Entry::line).toList());
            Files.move(
                    written,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
