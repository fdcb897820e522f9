package steadfast.launcher.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A user and a group of this machine, by number. */
public record Owner(int uid, int gid) {

    /** {@code nobody} and {@code nogroup} on every Linux. */
    public static final Owner NOBODY = new Owner(65_534, 65_534);

    /** The user of this name in {@code /etc/passwd}; empty if there is none. */
    public static Optional<Owner> named(String user) throws IOException {
        Path users = Path.of("/etc/passwd");
        if (!Files.exists(users)) {
            return Optional.empty();
        }
        return Files.readAllLines(users).stream()
                .map(line -> List.of(line.split(":", -1)))
                .filter(fields -> fields.size() > 3 && fields.getFirst().equals(user))
                .map(fields ->
                        new Owner(Integer.parseInt(fields.get(2)), Integer.parseInt(fields.get(3))))
                .findFirst();
    }

    /** Returns the owner of a file. */
    public static Owner of(Path file) throws IOException {
        return new Owner(number(file, "unix:uid"), number(file, "unix:gid"));
    }

    private static int number(Path file, String attribute) throws IOException {
        return Objects.requireNonNull(
                (Integer) Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS));
    }

    /** Returns the user that we run as. */
    public static Owner ofThisProcess() throws IOException {
        return of(Path.of("/proc/self/stat"));
    }

    /** True for the superuser. */
    public boolean isRoot() {
        return uid == 0;
    }
}
