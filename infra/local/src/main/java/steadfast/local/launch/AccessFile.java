package steadfast.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The file of those who may enter, as the services read it: {@code storefront.<name>=<SHA-256>} and
 * {@code operator.<name>=<SHA-256>}. The keys themselves are shown once and kept nowhere. Safe for
 * many processes.
 */
public final class AccessFile {

    private static final int KEY_BYTES = 32;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;
    private final SecureRandom random;

    public AccessFile(Path file, SecureRandom random) {
        this.file = file;
        this.random = random;
    }

    /** A storefront's API key and an operator's token, both of one name. */
    public record Keys(String storefrontKey, String operatorToken) {}

    /** Makes keys of this name if there are none; empty if there are. */
    public Optional<Keys> issueIfMissing(String name) {
        // Readers of a file of four lines need no lock: it is replaced as a whole.
        return lines().stream().anyMatch(line -> line.startsWith(storefront(name)))
                ? Optional.empty()
                : Optional.of(issue(name));
    }

    /** Makes new keys of this name; the earlier ones open nothing any more. */
    public Keys issue(String name) {
        Keys keys = new Keys("sfk_" + secret(), "sfo_" + secret());
        change(lines -> {
            List<String> changed = new ArrayList<>(without(name, lines));
            changed.add(storefront(name) + sha256(keys.storefrontKey));
            changed.add(operator(name) + sha256(keys.operatorToken));
            return changed;
        });
        return keys;
    }

    /** Takes the keys of this name away. */
    public void revoke(String name) {
        if (!without(name, lines()).equals(lines())) {
            change(lines -> without(name, lines));
        }
    }

    private static List<String> without(String name, List<String> lines) {
        return lines.stream()
                .filter(line ->
                        !line.startsWith(storefront(name)) && !line.startsWith(operator(name)))
                .toList();
    }

    private synchronized void change(UnaryOperator<List<String>> change) {
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

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String secret() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String storefront(String name) {
        return "storefront." + name + "=";
    }

    private static String operator(String name) {
        return "operator." + name + "=";
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
