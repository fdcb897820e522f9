package steadfast.testkit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The folder into which PostgreSQL is unpacked once for all tests of this machine; unpacking takes
 * longer than starting it. One process at a time uses it: the first one unpacks, and the operating
 * system admits the next one when it is done, or has died.
 */
final class PostgresPrograms implements AutoCloseable {

    /** The file that the library leaves in a folder that it has unpacked completely. */
    private static final String WHOLE = ".exists";

    private final Path folder;
    private final FileChannel lock;

    private PostgresPrograms(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Waits until no other process starts a database, then clears away what a crash left. */
    static PostgresPrograms lock() throws IOException {
        Path folder = Files.createDirectories(MachineFolder.of("postgres"));
        FileChannel lock =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        awaitLock(lock);
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder, "PG-*")) {
            for (Path version : versions) {
                if (!Files.exists(version.resolve(WHOLE))) {
                    DeletedFolder.delete(version);
                }
            }
        }
        return new PostgresPrograms(folder, lock);
    }

    /**
     * Waits for the lock, also while another thread of this process has it, which Java refuses to
     * wait for.
     */
    private static void awaitLock(FileChannel channel) throws IOException {
        while (true) {
            try {
                channel.lock();
                return;
            } catch (OverlappingFileLockException _) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
