package steadfast.launcher.secrets;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import steadfast.events.Sha256;
import steadfast.launcher.files.PrivateFile;

/**
 * The access file, as the services read it: {@code storefront.<name>=<SHA-256>} and {@code
 * operator.<name>=<SHA-256>}. The keys themselves are shown once and stored nowhere. Safe for many
 * processes.
 */
public final class AccessFile {

    private static final List<String> PREFIXES = List.of("storefront.", "operator.");

    /** Without a colon, which would end the entry's name. */
    private static final DateTimeFormatter LABEL =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final PrivateFile file;
    private final RandomSecret secrets;

    public AccessFile(Path file, SecureRandom random) {
        this.file = new PrivateFile(file);
        this.secrets = new RandomSecret(random);
    }

    /** A storefront's API key and an operator's token, both of one name. */
    public record Keys(String storefrontKey, String operatorToken) {}

    /** Creates keys of this name if there are none; empty if there are. */
    public Optional<Keys> issueIfMissing(String name) {
        // Readers of a file of four lines need no lock: it is replaced as a whole.
        return file.lines().stream().anyMatch(line -> line.startsWith(storefront(name)))
                ? Optional.empty()
                : Optional.of(issue(name));
    }

    /** Creates new keys of this name; the earlier ones become invalid. */
    public Keys issue(String name) {
        return issue(name, lines -> without(name, lines));
    }

    /** Creates new keys of this name; the earlier ones stay valid until then. */
    public Keys issue(String name, Instant earlierOnesUntil) {
        return issue(
                name,
                lines -> lines.stream().map(line -> ended(name, line, earlierOnesUntil)).toList());
    }

    private Keys issue(String name, UnaryOperator<List<String>> earlierOnes) {
        Keys keys = new Keys("sfk_" + secrets.next(), "sfo_" + secrets.next());
        file.change(lines -> {
            List<String> changed = new ArrayList<>(earlierOnes.apply(lines));
            changed.add(storefront(name) + Sha256.hex(keys.storefrontKey));
            changed.add(operator(name) + Sha256.hex(keys.operatorToken));
            return changed;
        });
        return keys;
    }

    /** Removes the keys of this name. */
    public void revoke(String name) {
        if (!without(name, file.lines()).equals(file.lines())) {
            file.change(lines -> without(name, lines));
        }
    }

    private static List<String> without(String name, List<String> lines) {
        return lines.stream()
                .filter(line ->
                        PREFIXES.stream()
                                .map(prefix -> prefix + name)
                                .noneMatch(caller ->
                                        line.startsWith(caller + "=")
                                                || line.startsWith(caller + "#")))
                .toList();
    }

    /** Gives a key without a name one, and an expiry. */
    private static String ended(String name, String line, Instant until) {
        for (String prefix : PREFIXES) {
            String caller = prefix + name + "=";
            if (line.startsWith(caller)) {
                String hash = line.substring(caller.length()).strip().split("\\s", 2)[0];
                return "%s%s#until-%s=%s expires=%s"
                        .formatted(prefix, name, LABEL.format(until), hash, until);
            }
        }
        return line;
    }

    private static String storefront(String name) {
        return "storefront." + name + "=";
    }

    private static String operator(String name) {
        return "operator." + name + "=";
    }
}
