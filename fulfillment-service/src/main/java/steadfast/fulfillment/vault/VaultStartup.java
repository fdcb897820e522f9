package steadfast.fulfillment.vault;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;
import steadfast.events.TimeOrderedIds;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.store.VaultProbes;

/**
 * Opens the vault at start, with the keys that sealed the cards or, before the first card, with new
 * ones; refuses any other keys, at start and while running.
 */
@ApplicationScoped
public class VaultStartup {

    private static final Logger LOG = Logger.getLogger(VaultStartup.class);

    private final KeysetFile file;
    private final VaultProbes probes;
    private final TimeOrderedIds ids;

    VaultStartup(VaultConfig config, VaultProbes probes, Clock clock) {
        this.file = new KeysetFile(config.keysetFile());
        this.probes = probes;
        this.ids = new TimeOrderedIds(clock);
    }

    /** Runs before any record or request is served. */
    void openAtStart(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event,
            CardVault vault) {
        LOG.debugf("card vault open: file=%s", file.path());
    }

    @Produces
    @Singleton
    CardVault vault() {
        try {
            return open();
        } catch (VaultException e) {
            LOG.errorf("refusing to start: %s", e.getMessage());
            throw e;
        }
    }

    private CardVault open() {
        Optional<CardKeys> keys = file.read();
        if (keys.isEmpty() && probes.find().isPresent() && !probes.forgetUnused()) {
            throw new VaultException(
                    "the keyset file "
                            + file.path()
                            + " is missing, but cards were sealed with it; restore it from your"
                            + " backup");
        }
        CardKeys first = keys.orElseGet(() -> file.createOnce(CardKeys.make()));
        if (probes.find().isEmpty()) {
            probes.storeFirst(ProbeSeal.make(new CardVault(first), new CardId(ids.next())));
        }
        if (!areRight(first)) {
            throw new VaultException(
                    "the keyset file "
                            + file.path()
                            + " is not the one that sealed the cards of this database; restore the"
                            + " right one from your backup");
        }
        return new CardVault(new KeyRing(file, first, this::areRight, System::nanoTime));
    }

    /** On its own connection: the sealing caller may be in the middle of a COPY on theirs. */
    private boolean areRight(CardKeys keys) {
        return QuarkusTransaction.suspendingExisting()
                .call(() -> probes.find().filter(probe -> ProbeSeal.opens(keys, probe)))
                .isPresent();
    }
}
