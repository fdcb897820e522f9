package steadfast.http.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The keys of the access file, read again when the file changes. Safe for many threads. */
@ApplicationScoped
public class AccessKeys {

    private static final Logger LOG = Logger.getLogger(AccessKeys.class);

    private final Path file;
    private final long checkEveryNanos;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Consumer<AccessFileRead> audit;
    private volatile Read read;

    @Inject
    AccessKeys(AccessConfig config, Instance<Clock> clock, Event<AccessFileRead> audit) {
        // No caller waits for it.
        this(
                config,
                clock.isResolvable() ? clock.get() : Clock.systemUTC(),
                System::nanoTime,
                audit::fireAsync);
    }

    AccessKeys(
            AccessConfig config,
            Clock clock,
            LongSupplier nanoTime,
            Consumer<AccessFileRead> audit) {
        this.audit = audit;
        this.file = config.file();
        this.checkEveryNanos = config.checkEvery().toNanos();
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.read = load(Version.of(file));
    }

    /** The keys as read, and the file's version; {@code version} is null if the file is missing. */
    private record Read(List<Caller> callers, @Nullable Version version, long checkedAtNanos) {}

    /** The result of looking up a key. */
    sealed interface Found {
        /** The key is valid. */
        record Known(Caller caller) implements Found {}

        /** The key has expired. */
        record Expired(Caller caller) implements Found {}

        /** The key is unknown. */
        record Unknown() implements Found {}
    }

    /** Identifies one version of the file's content and permissions. */
    private record Version(Map<String, Object> attributes, List<Map<String, Object>> ofFolders) {

        static @Nullable Version of(Path file) {
            try {
                List<Map<String, Object>> ofFolders = new ArrayList<>();
                for (Path folder : OwnersFile.folders(file)) {
                    ofFolders.add(Files.readAttributes(folder, "unix:mode,uid"));
                }
                return new Version(
                        Files.readAttributes(
                                file, "unix:lastModifiedTime,ctime,size,fileKey,permissions"),
                        ofFolders);
            } catch (IOException e) {
                return null;
            }
        }
    }

    void reportCallers(@Observes StartupEvent start) {
        audit.accept(fileRead(read));
        if (read.callers().isEmpty()) {
            LOG.warnf(
                    "all callers are refused: no access key was found; write"
                            + " storefront.<name>=<hash> or operator.<name>=<hash> into the"
                            + " file, where <hash> is the output of printf %%s \"$KEY\" |"
                            + " sha256sum; it is read without a restart file=%s",
                    file.toAbsolutePath());
        }
    }

    /** Returns whether {@link #find} answers without touching the disk. */
    boolean fresh() {
        return nanoTime.getAsLong() - read.checkedAtNanos() < checkEveryNanos;
    }

    /**
     * Returns the caller who has this key. Every stored hash is compared, to take constant time. If
     * a caller has the same key twice, the entry that ends last counts.
     */
    Found find(String key) {
        byte[] shown = sha256(key);
        Instant now = clock.instant();
        Found found = new Found.Unknown();
        for (Caller caller : current().callers()) {
            if (MessageDigest.isEqual(caller.keySha256(), shown)
                    && !(found instanceof Found.Known)) {
                found =
                        caller.isExpiredAt(now)
                                ? new Found.Expired(caller)
                                : new Found.Known(caller);
            }
        }
        return found;
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
                if (version != null && version.equals(before.version())) {
                    read = new Read(before.callers(), version, nanoTime.getAsLong());
                } else {
                    read = load(version);
                    audit.accept(fileRead(read));
                }
            }
            return read;
        }
    }

    private AccessFileRead fileRead(Read now) {
        Map<String, String> entries = new TreeMap<>();
        now.callers().forEach(caller -> entries.put(caller.entry(), caller.fingerprint()));
        return new AccessFileRead(entries, owner());
    }

    private String owner() {
        try {
            return Files.getOwner(file).getName();
        } catch (IOException e) {
            return "nobody"; // the file was deleted, and with it every key
        }
    }

    private Read load(@Nullable Version version) {
        List<Caller> callers = new ArrayList<>();
        Properties entries = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Optional<String> weakness = OwnersFile.weakness(file);
            if (weakness.isPresent()) {
                LOG.errorf(
                        "all callers are refused: others could change the access file, %s file=%s",
                        weakness.get(), file.toAbsolutePath());
                return new Read(List.of(), version, nanoTime.getAsLong());
            }
            entries.load(reader);
        } catch (NoSuchFileException e) {
            return new Read(List.of(), null, nanoTime.getAsLong());
        } catch (IOException e) {
            return closed(e, null); // may be temporary, although the file is unchanged
        } catch (IllegalArgumentException e) {
            return closed(e, version);
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
        List<Caller> unambiguous = withoutShared(callers);
        LOG.infof("access keys read file=%s callers=%d", file, unambiguous.size());
        return new Read(unambiguous, version, nanoTime.getAsLong());
    }

    /** Refuse rather than accept: a caller removed from the file must not keep access. */
    private Read closed(Exception why, @Nullable Version version) {
        LOG.errorf(why, "all callers are refused: the access file is not readable file=%s", file);
        return new Read(List.of(), version, nanoTime.getAsLong());
    }

    /** A key of two callers is refused: otherwise it would belong to the last one. */
    private static List<Caller> withoutShared(List<Caller> callers) {
        List<Caller> unique = new ArrayList<>();
        for (Caller caller : callers) {
            List<String> others =
                    callers.stream()
                            .filter(other -> !other.isSameCallerAs(caller))
                            .filter(other ->
                                    MessageDigest.isEqual(other.keySha256(), caller.keySha256()))
                            .map(other -> other.role() + "." + other.name())
                            .toList();
            if (others.isEmpty()) {
                unique.add(caller);
            } else {
                LOG.errorf(
                        "a key is refused because several callers have it; make one key for each"
                                + " entry=%s.%s others=%s",
                        caller.role(), caller.name(), others);
            }
        }
        return List.copyOf(unique);
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
