package steadfast.launcher.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;
import steadfast.launcher.files.FileTree;
import steadfast.launcher.process.LaunchFailure;

/**
 * PostgreSQL's programs, unpacked once into our own folder from the archive on the class path,
 * where everybody may read and run them. Safe for many processes.
 */
final class PostgresBinaries {

    private static final int EXECUTABLE = 0111;
    private static final Set<PosixFilePermission> FOR_ALL =
            PosixFilePermissions.fromString("rwxr-xr-x");

    private final Path parent;
    private final Path folder;
    private final String archive;

    /**
     * @param parent the folder that holds one folder a version
     * @param architecture as {@code os.arch} says it
     * @throws LaunchFailure if there is no archive for this machine
     */
    PostgresBinaries(Path parent, String architecture) {
        this.archive =
                switch (architecture) {
                    case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
                    case "aarch64", "arm64" -> "postgres-linux-arm_64.txz";
                    default ->
                            throw new LaunchFailure(
                                    "Steadfast's PostgreSQL runs on x86-64 and arm64, and this machine is %s: set ORDER_JDBC_URL, PAYMENT_JDBC_URL, FULFILLMENT_JDBC_URL and RECONCILER_JDBC_URL to use your own."
                                            .formatted(architecture));
                };
        this.parent = parent;
        this.folder = parent.resolve(archive.replace(".txz", "") + "-" + archiveId());
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /** Unpacks what is not there yet; a crash in between leaves nothing that looks complete. */
    void unpack() {
        if (Files.exists(folder)) {
            return;
        }
        // A file lock keeps other processes away, and throws at a second thread of this one.
        synchronized (PostgresBinaries.class) {
            try {
                createForAll(parent);
                try (FileChannel channel =
                        FileChannel.open(
                                parent.resolve("unpack.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE)) {
                    channel.lock();
                    unpackAlone();
                }
            } catch (IOException e) {
                throw new LaunchFailure(
                        "PostgreSQL's programs cannot be unpacked in %s (%s): make room there, or run infra/run as another user."
                                .formatted(parent, e),
                        e);
            }
        }
    }

    private void unpackAlone() throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        try (InputStream packed = open()) {
            Path growing = folder.resolveSibling(folder.getFileName() + ".new");
            FileTree.delete(growing);
            unpackTo(growing, packed);
            Files.move(growing, folder, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Independent of the umask: started by root, the server runs as another user. */
    private static void createForAll(@Nullable Path folder) throws IOException {
        if (folder != null && !Files.isDirectory(folder)) {
            createForAll(folder.getParent());
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, FOR_ALL);
        }
    }

    private static void unpackTo(Path target, InputStream packed) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("the archive leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    createForAll(file);
                    continue;
                }
                createForAll(file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, file);
                    boolean executable = (entry.getMode() & EXECUTABLE) != 0;
                    Files.setPosixFilePermissions(
                            file,
                            executable ? FOR_ALL : PosixFilePermissions.fromString("rw-r--r--"));
                }
            }
        }
    }

    /** Another archive is another size: an upgrade gets a folder of its own. */
    private String archiveId() {
        var resource = PostgresBinaries.class.getClassLoader().getResource(archive);
        if (resource == null) {
            throw new LaunchFailure(
                    archive
                            + " is not on the launcher's class path: run infra/run up to build it.");
        }
        try {
            return Long.toString(resource.openConnection().getContentLengthLong(), 36);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InputStream open() throws IOException {
        InputStream packed = PostgresBinaries.class.getClassLoader().getResourceAsStream(archive);
        if (packed == null) {
            throw new IOException(archive + " is missing");
        }
        return packed;
    }
}
