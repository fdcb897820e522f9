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

/** Checks that only this process's user and root can write or replace a file. */
public final class OwnersFile {

    /** A file that belongs to the user of this process. */
    private static final Path MYSELF = Path.of("/proc/self");

    private static final int ROOT = 0;

    /** In a sticky folder, such as {@code /tmp}, users cannot replace each other's files. */
    private static final int STICKY = 01000;

    private OwnersFile() {}

    /**
     * Returns what is wrong and how to fix it, as {@code "others … it: chmod …"}; empty if nothing
     * is wrong.
     *
     * @throws IOException if the file is missing or cannot be checked
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
     * Where root runs a shop in another user's clone, its files there belong to that user, whose
     * program it is anyway.
     */
    private static Set<Integer> trusted(Path file) throws IOException {
        Set<Integer> trusted = new HashSet<>(List.of(ROOT, uid(MYSELF)));
        if (uid(MYSELF) == ROOT) {
            trusted.add(uid(folderOf(file.toRealPath())));
        }
        return trusted;
    }

    /** Returns the folders of the file and of the link to it. */
    static Set<Path> folders(Path file) throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        folders.add(folderOf(file.toAbsolutePath()));
        folders.add(folderOf(file.toRealPath()));
        return folders;
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file has a folder");
    }

    /** Many systems give each user a private group, which has no other members. */
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
