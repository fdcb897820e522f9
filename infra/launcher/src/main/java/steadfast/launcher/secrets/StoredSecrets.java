package steadfast.launcher.secrets;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steadfast.launcher.files.PrivateFile;

/**
 * Named secrets that both ends need in the clear: each created once, stored where only its owner
 * can read it, passed on by environment and never logged. Safe for many processes.
 */
public final class StoredSecrets {

    private final PrivateFile file;
    private final String prefix;
    private final RandomSecret secrets = new RandomSecret(new SecureRandom());

    /**
     * Keeps secrets in this file.
     *
     * @param prefix the beginning of each secret, so that a leaked one is recognised
     */
    public StoredSecrets(Path file, String prefix) {
        this.file = new PrivateFile(file);
        this.prefix = prefix;
    }

    /** Returns the secret of this name; created if there is none. */
    public synchronized String of(String name) {
        if (find(name, file.lines()).isEmpty()) {
            file.change(lines -> find(name, lines).isPresent() ? lines : and(name, lines));
        }
        return find(name, file.lines()).orElseThrow();
    }

    private List<String> and(String name, List<String> lines) {
        List<String> more = new ArrayList<>(lines);
        more.add(key(name) + prefix + secrets.next());
        return more;
    }

    private static Optional<String> find(String name, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(key(name)))
                .map(line -> line.substring(key(name).length()).strip())
                .filter(secret -> !secret.isEmpty())
                .findFirst();
    }

    private static String key(String name) {
        return name + "=";
    }
}
