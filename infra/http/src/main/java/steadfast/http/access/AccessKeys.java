package steadfast.http.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The keys of the access file, read again when the file changes. Safe for many threads. */
@ApplicationScoped
public class AccessKeys {

    private static final Logger LOG = Logger.getLogger(AccessKeys.class);

    private final Path file;
    private final long checkEveryNanos;
    private final LongSupplier nanoTime;
    private volatile Read read;

    @jakarta.inject.Inject
    AccessKeys(AccessConfig config) {
        this(config, System::nanoTime);
    }

    AccessKeys(AccessConfig config, LongSupplier nanoTime) {
        this.file = config.file();
        this.checkEveryNanos = config.checkEvery().toNanos();
        this.nanoTime = nanoTime;
        this.read = load(Version.of(file));
    }

    /**
     * What was read, and of which version of the file; {@code version} is null if it is missing.
     */
    private record Read(List<Caller> callers, @Nullable Version version, long checkedAtNanos) {}

    /** Tells one writing of the file from another. */
    private record Version(FileTime modifiedAt, long sizeBytes, @Nullable Object identity) {

        static @Nullable Version of(Path file) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Version(now.lastModifiedTime(), now.size(), now.fileKey());
            } catch (IOException e) {
                return null;
            }
        }
    }

    void warnWhenNobodyMayEnter(@Observes StartupEvent start) {
        if (read.callers().isEmpty()) {
            LOG.warnf(
                    "nobody may enter: no access key was found; write storefront.<name>=<hash> or"
                            + " operator.<name>=<hash> into the file, where <hash> is the output of"
                            + " printf %%s \"$KEY\" | sha256sum; it is read without a restart file=%s",
                    file.toAbsolutePath());
        }
    }

    /** Whether {@link #find} answers without touching the disk. */
    boolean fresh() {
        return nanoTime.getAsLong() - read.checkedAtNanos() < checkEveryNanos;
    }

    /** The caller who shows this key. Every stored hash is compared, whichever matches. */
    Optional<Caller> find(String key) {
        byte[] shown = sha256(key);
        Caller found = null;
        for (Caller caller : current().callers()) {
            if (MessageDigest.isEqual(caller.keySha256(), shown)) {
                found = caller;
            }
        }
        return Optional.ofNullable(found);
    }

    private Read current() {
        if (fresh()) {
            return read;
        }
        synchronized (this) {
            if (!fresh()) {
                // The version is taken before the content: a change in between is seen next time.
                Version version = Version.of(file);
                Read before = read;
                read =
                        version != null && version.equals(before.version())
                                ? new Read(before.callers(), version, nanoTime.getAsLong())
                                : load(version);
            }
            return read;
        }
    }

    private Read load(@Nullable Version version) {
        List<Caller> callers = new ArrayList<>();
        Properties entries = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            entries.load(reader);
        } catch (NoSuchFileException e) {
            return new Read(List.of(), null, nanoTime.getAsLong());
        } catch (IOException | IllegalArgumentException e) {
            // Closed rather than open: who was taken out of the file must not stay in.
            LOG.errorf(e, "nobody may enter: the access file is not readable file=%s", file);
            return new Read(List.of(), null, nanoTime.getAsLong());
        }
        for (String entry : entries.stringPropertyNames()) {
            try {
                callers.add(Caller.parse(entry, entries.getProperty(entry)));
            } catch (IllegalArgumentException e) {
                LOG.warnf(
                        "an entry of the access file is skipped entry=%s reason=%s",
                        entry, e.getMessage());
            }
        }
        LOG.infof("access keys read file=%s callers=%d", file, callers.size());
        return new Read(List.copyOf(callers), version, nanoTime.getAsLong());
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
