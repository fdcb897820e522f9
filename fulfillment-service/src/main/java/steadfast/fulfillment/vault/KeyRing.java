package steadfast.fulfillment.vault;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The keys in force: those of the file, which is looked at again once a second, and at once for a
 * seal whose key is not among them. What the file holds is taken only if it opens what is sealed
 * already; otherwise the keys stay as they are. Safe for many threads.
 */
final class KeyRing implements CardVault.Keys {

    private static final Logger LOG = Logger.getLogger(KeyRing.class);
    private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final KeysetFile file;
    private final Predicate<CardKeys> rightOnes;
    private final LongSupplier nanoTime;
    private volatile CardKeys keys;
    private volatile long lookedAtNanos;

    /** The version that the last look saw; at first one that no file has. */
    private Optional<Map<String, Object>> seen = Optional.of(Map.of());

    /**
     * @param keys what the file held a moment ago
     * @param rightOnes whether keys open what is sealed already
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
            look();
        }
        return keys;
    }

    @Override
    public CardKeys lookAgain() {
        look();
        return keys;
    }

    private synchronized void look() {
        lookedAtNanos = nanoTime.getAsLong();
        // Taken before the content: a change in between is seen next time.
        Optional<Map<String, Object>> version = file.version();
        if (version.equals(seen)) {
            return;
        }
        try {
            take(
                    file.read()
                            .orElseThrow(() ->
                                    new VaultException(
                                            "the keyset file " + file.path() + " is missing")));
        } catch (VaultException e) {
            LOG.errorf("the card keys stay as they are: %s", e.getMessage());
        } catch (RuntimeException e) {
            // The database is away; whoever waits for us needs no more than the keys that there
            // are.
            LOG.warnf("the card keys stay as they are, looking again: %s", e.toString());
            return;
        }
        seen = version;
    }

    private void take(CardKeys found) {
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
