package steadfast.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;

/** A user and a group of this machine, by number. */
record Owner(int uid, int gid) {

    /** {@code nobody} and {@code nogroup} on every Linux. */
    static final Owner NOBODY = new Owner(65_534, 65_534);

    static Owner of(Path file) throws IOException {
        return new Owner(number(file, "unix:uid"), number(file, "unix:gid"));
    }

    private static int number(Path file, String attribute) throws IOException {
        return Objects.requireNonNull(
                (Integer) Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS));
    }

    /** Who we run as. */
    static Owner ofThisProcess() throws IOException {
        return of(Path.of("/proc/self/stat"));
    }

    boolean isRoot() {
        return uid == 0;
    }
}
