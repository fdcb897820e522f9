package steadfast.fulfillment.vault;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The keys in force: those of the file, which is checked once a second, and at once for a seal with
 * an unknown key. The file's keys are used only if they open the existing seals; otherwise the keys
 * stay unchanged. Safe for many threads.
 */
final class KeyRing implements CardVault.Keys {

    private static final Logger LOG = Logger.getLogger(KeyRing.class);
    private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final KeysetFile file;
    private final Predicate<CardKeys> rightOnes;
    private final LongSupplier nanoTime;
    private volatile CardKeys keys;
    private volatile long lookedAtNanos;

    /** The version at the last check; initially one that no file has. */
    private Optional<Map<String, Object>> seen = Optional.of(Map.of());

    /**
     * @param keys the file's current content
     * @param rightOnes tells whether keys open the existing seals
     */
    KeyRing(KeysetFile file, CardKeys keys, Predicate<CardKeys> rightOnes, LongSupplier nanoTime) {
        this.file = file;
        this.keys = keys;
        this.rightOnes = rightOnes;
        this.nanoTime = nanoTime;
        this.lookedAtNanos = nanoTime.getAsLong();
    }

    @Override
    public CardKeys current() {
        if (nanoTime.getAsLong() - lookedAtNanos >= LOOK_EVERY_NANOS) {
            readIfChanged();
        }
        return keys;
    }

    @Override
    public CardKeys refresh() {
        readIfChanged();
        return keys;
    }

    private synchronized void readIfChanged() {
        lookedAtNanos = nanoTime.getAsLong();
        // Taken before the content: a change in between is seen next time.
        Optional<Map<String, Object>> version = file.version();
        if (version.equals(seen)) {
            return;
        }
        try {
            replace(
                    file.read()
                            .orElseThrow(() ->
                                    new VaultException(
                                            "the keyset file " + file.path() + " is missing")));
        } catch (VaultException e) {
            LOG.errorf("card keys unchanged: %s", e.getMessage());
        } catch (RuntimeException e) {
            // The database is down; waiting callers need only the existing keys.
            LOG.warnf("card keys unchanged, checking again: %s", e.toString());
            return;
        }
        seen = version;
    }

    private void replace(CardKeys found) {
        if (found.sealKeys().equals(keys.sealKeys()) && found.primary().equals(keys.primary())) {
            return;
        }
        if (!rightOnes.test(found)) {
            throw new VaultException(
                    "the keyset file "
                            + file.path()
                            + " is not the one that sealed the cards of this database");
        }
        keys = found;
        LOG.infof("card keys read again: primary=%s keys=%s", found.primary(), found.sealKeys());
    }
}
