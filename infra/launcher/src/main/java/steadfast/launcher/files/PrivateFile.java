package steadfast.launcher.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Some lines that only their owner may read, always replaced as a whole. For many processes. */
public final class PrivateFile {

    /** Lets the owner read and write, and nobody else do anything. */
    public static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;

    public PrivateFile(Path file) {
        this.file = file;
    }

    /** Returns what is in it; nothing if it is not there. */
    public List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts other lines in, with nobody else at it meanwhile. */
    public void change(UnaryOperator<List<String>> change) {
        // A file lock keeps other processes away, and throws at a second thread of this one.
        synchronized (PrivateFile.class) {
            changeAlone(change);
        }
    }

    private void changeAlone(UnaryOperator<List<String>> change) {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel =
                FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            List<String> lines = change.apply(lines());
            Files.deleteIfExists(written);
            Files.createFile(written, OWNER_ONLY);
            Files.write(written, lines);
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
