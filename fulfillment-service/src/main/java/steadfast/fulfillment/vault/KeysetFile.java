package steadfast.fulfillment.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import steadfast.http.access.OwnersFile;

/** The file that holds the card keys: mode 0600 in a folder of mode 0700, written atomically. */
final class KeysetFile {

    private static final Logger LOG = Logger.getLogger(KeysetFile.class);
    private static final Set<PosixFilePermission> OWNER_FILE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER =
            PosixFilePermissions.fromString("rwx------");

    /** Changes whenever the file is written, replaced or opened to others. */
    private static final String VERSION = "unix:lastModifiedTime,ctime,size,fileKey,permissions";

    private final Path path;
    private final Disk disk;

    KeysetFile(Path path) {
        this(path, KeysetFile::writeDurably);
    }

    KeysetFile(Path path, Disk disk) {
        this.path = path.toAbsolutePath();
        this.disk = disk;
    }

    /** Writes a text so that it survives a crash of the machine. */
    @FunctionalInterface
    interface Disk {
        void write(Path file, String text) throws IOException;
    }

    Path path() {
        return path;
    }

    /**
     * The keys; empty if there is no file.
     *
     * @throws VaultException if the file is unreadable, or if users other than its owner and root
     *     can read or replace it
     */
    Optional<CardKeys> read() {
        try {
            refuseIfOthersMayUseIt();
            return Optional.of(CardKeys.parse(Files.readString(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException | GeneralSecurityException e) {
            // Not as a cause: a parser's message quotes what it read.
            throw new VaultException(
                    "the keyset file " + path + " is damaged; restore it from your backup");
        } catch (IOException e) {
            throw new VaultException("the keyset file " + path + " cannot be read", e);
        }
    }

    /**
     * Writes the keys, unless another instance was faster.
     *
     * @return the keys that the file holds now
     */
    CardKeys createOnce(CardKeys keys) {
        try {
            Path folder = Files.createDirectories(folder(), permissions(OWNER_FOLDER));
            Path draft = Files.createTempFile(folder, "keys", ".new", permissions(OWNER_FILE));
            try {
                disk.write(draft, keys.write());
                // A link appears atomically and never replaces a file: two first starts end up with
                // one keyset.
                Files.createLink(path, draft);
                sync(folder);
                LOG.infof(
                        "card keys made; back this file up apart from the database: file=%s", path);
            } catch (FileAlreadyExistsException e) {
                LOG.debugf("card keys were made by another instance: file=%s", path);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new VaultException("the keyset file " + path + " cannot be written", e);
        }
        return read().orElseThrow(
                        () -> new VaultException("the keyset file " + path + " vanished"));
    }

    /**
     * Replaces the file's keys atomically: readers see either the old or the new ones. One call at
     * a time.
     *
     * @throws VaultException if that was not possible; the file is as it was
     */
    void replace(CardKeys keys) {
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        try {
            // Left by an earlier run that was killed.
            Files.deleteIfExists(draft);
            try {
                Files.createFile(draft, permissions(OWNER_FILE));
                disk.write(draft, keys.write());
                Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            sync(folder());
        } catch (IOException e) {
            throw new VaultException(
                    "the keyset file " + path + " cannot be replaced: " + e.getMessage(), e);
        }
    }

    /** Returns the version of the file's content; empty if there is no file. */
    Optional<Map<String, Object>> version() {
        try {
            return Optional.of(Files.readAttributes(path, VERSION));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path folder() {
        return Objects.requireNonNull(path.getParent(), "a file has a folder");
    }

    private void refuseIfOthersMayUseIt() throws IOException {
        if (!OWNER_FILE.containsAll(Files.getPosixFilePermissions(path))) {
            throw new VaultException(
                    "others than its owner may use the keyset file %s: chmod 600 it, and if somebody may have read it, replace the codes at their supplier"
                            .formatted(path));
        }
        Set<PosixFilePermission> ofFolder = Files.getPosixFilePermissions(folder());
        if (ofFolder.contains(PosixFilePermission.GROUP_WRITE)
                || ofFolder.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new VaultException(
                    "others than its owner may replace the keyset file %s: chmod 700 its folder"
                            .formatted(path));
        }
        Optional<String> weakness = OwnersFile.weakness(path);
        if (weakness.isPresent()) {
            throw new VaultException(
                    "the keyset file %s is not its owner's alone, %s"
                            .formatted(path, weakness.get()));
        }
    }

    private static void writeDurably(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(
            Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }
}
