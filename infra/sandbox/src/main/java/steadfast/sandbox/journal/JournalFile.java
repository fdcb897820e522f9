package steadfast.sandbox.journal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens a journal's file: locks it for this process, reads it, cuts off an incomplete last line.
 */
final class JournalFile {

    private static final int MAX_LINE_BYTES = 64 * 1024;

    private final Path file;
    private final JournalLine lines;

    JournalFile(Path file, JournalLine lines) {
        this.file = file.toAbsolutePath().normalize();
        this.lines = lines;
    }

    /**
     * Opens the file, created if necessary, passes on every fact in it, and positions it at the
     * next line.
     *
     * @throws StartException if it can't be opened, is in use, or is damaged
     */
    FileChannel open(Consumer<LedgerEvent> replay) throws StartException {
        FileChannel channel = openAlone();
        try {
            long end = replay(channel, replay);
            if (end < channel.size()) {
                // What follows the last line feed was never acknowledged: its fsync had not ended.
                channel.truncate(end);
            }
            channel.position(end);
            channel.force(true);
            return channel;
        } catch (IOException e) {
            closeQuietly(channel, e);
            throw new StartException("the store " + file + " cannot be read: " + message(e), e);
        } catch (StartException e) {
            closeQuietly(channel, e);
            throw e;
        }
    }

    private FileChannel openAlone() throws StartException {
        try {
            boolean isNew = Files.notExists(file);
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new StartException(
                        "the store "
                                + file
                                + " is in use by another sandbox; stop that one, or choose another"
                                + " store with --store or SANDBOX_STORE",
                        null);
            }
            if (isNew && folder != null) {
                // Otherwise a power failure could lose the file's name, and with it every fact in
                // it.
                try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                    names.force(true);
                }
            }
            return channel;
        } catch (IOException e) {
            throw new StartException("the store " + file + " cannot be opened: " + message(e), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this same process
        }
    }

    /** Returns the end of the last complete line. */
    private long replay(FileChannel channel, Consumer<LedgerEvent> replay)
            throws IOException, StartException {
        InputStream in = new BufferedInputStream(Channels.newInputStream(channel.position(0)));
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long lineStart = 0;
        long lineNumber = 1;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next != '\n') {
                line.write(next);
                if (line.size() > MAX_LINE_BYTES) {
                    throw damaged(lineNumber, lineStart, "it is too long", null);
                }
                continue;
            }
            apply(line.toByteArray(), lineNumber, lineStart, replay);
            lineStart += line.size() + 1L;
            lineNumber++;
            line.reset();
        }
        return lineStart;
    }

    private void apply(byte[] line, long lineNumber, long lineStart, Consumer<LedgerEvent> replay)
            throws StartException {
        try {
            replay.accept(lines.read(line));
        } catch (IOException | IllegalStateException e) {
            throw damaged(lineNumber, lineStart, message(e), e);
        }
    }

    private StartException damaged(
            long lineNumber, long lineStart, String why, @Nullable Throwable cause) {
        return new StartException(
                "the store %s is damaged at line %d (byte %d): %s. Restore a copy, or move the file away to start with an empty ledger."
                        .formatted(file, lineNumber, lineStart, why),
                cause);
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null
                ? thrown.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    private static void closeQuietly(FileChannel channel, Exception because) {
        try {
            channel.close();
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
