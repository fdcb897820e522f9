package steadfast.http.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a file says what its owner wrote: nobody but this process's user and root can write or
 * replace it.
 */
public final class OwnersFile {

    /** Belongs to the user that this process runs as. */
    private static final Path MYSELF = Path.of("/proc/self");

    private static final int ROOT = 0;

    /** In such a folder, as {@code /tmp} is one, nobody replaces a file of somebody else. */
    private static final int STICKY = 01000;

    private OwnersFile() {}

    /**
     * Says what is wrong and what mends it, as {@code "others … it: chmod …"}; empty if nothing is.
     *
     * @throws IOException if the file is not there or cannot be looked at
     */
    public static Optional<String> weakness(Path file) throws IOException {
        Path named = file.toAbsolutePath();
        if (othersMayWrite(named)) {
            return Optional.of("others than its owner may write it: chmod go-w it");
        }
        Set<Integer> trusted = trusted(named);
        if (!trusted.contains(uid(named))) {
            return Optional.of(
                    "it belongs to %s: make it this process's own by chown"
                            .formatted(Files.getOwner(named).getName()));
        }
        for (Path folder : folders(named)) {
            if (othersMayWrite(folder) && (mode(folder) & STICKY) == 0) {
                return Optional.of(
                        "others than its owner may replace it: chmod go-w its folder " + folder);
            }
            if (!trusted.contains(uid(folder))) {
                return Optional.of(
                        "its folder %s belongs to %s, who may replace it: make that this process's own by chown"
                                .formatted(folder, Files.getOwner(folder).getName()));
            }
        }
        return Optional.empty();
    }

    /**
     * Where root runs a shop in somebody's clone, what it keeps there is given to that user; it is
     * their program that runs, too.
     */
    private static Set<Integer> trusted(Path file) throws IOException {
        Set<Integer> trusted = new HashSet<>(List.of(ROOT, uid(MYSELF)));
        if (uid(MYSELF) == ROOT) {
            trusted.add(uid(folderOf(file.toRealPath())));
        }
        return trusted;
    }

    /** Where the file lies, and where the link to it does. */
    static Set<Path> folders(Path file) throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        folders.add(folderOf(file.toAbsolutePath()));
        folders.add(folderOf(file.toRealPath()));
        return folders;
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file has a folder");
    }

    /** A group that is its owner's alone has nobody else in it, as many systems make it. */
    private static boolean othersMayWrite(Path file) throws IOException {
        PosixFileAttributes now = Files.readAttributes(file, PosixFileAttributes.class);
        boolean ownGroup = now.group().getName().equals(now.owner().getName());
        return now.permissions().contains(PosixFilePermission.OTHERS_WRITE)
                || (now.permissions().contains(PosixFilePermission.GROUP_WRITE) && !ownGroup);
    }

    private static int uid(Path file) throws IOException {
        return number(file, "unix:uid");
    }

    private static int mode(Path file) throws IOException {
        return number(file, "unix:mode");
    }

    private static int number(Path file, String attribute) throws IOException {
        return Objects.requireNonNull((Integer) Files.getAttribute(file, attribute));
    }
}
