package steadfast.fulfillment.vault;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.SealKey;
import steadfast.fulfillment.store.Reseals;
import steadfast.fulfillment.store.Reseals.Resealed;
import steadfast.fulfillment.store.Reseals.Sealed;
import steadfast.fulfillment.store.VaultProbes;

/**
 * Seals cards anew that another key than the primary one sealed, or that are bound to their ID
 * alone. A card changes from one readable seal to the other in one commit, so it does not matter
 * where it is cut short, how often it runs, or on how many instances at once.
 */
@ApplicationScoped
class Reseal {

    private static final Logger LOG = Logger.getLogger(Reseal.class);

    /** So few that an order that needs one of them waits for milliseconds. */
    private static final int BATCH = 200;

    private static final int BATCHES_PER_LINE = 250;
    private static final CardId BEFORE_ALL = new CardId(new UUID(0, 0));

    private final Reseals reseals;
    private final VaultProbes probes;
    private final CardVault vault;

    Reseal(Reseals reseals, VaultProbes probes, CardVault vault) {
        this.reseals = reseals;
        this.probes = probes;
        this.vault = vault;
    }

    /**
     * What a pass over all cards came to.
     *
     * @param left cards that are still to be sealed anew: somebody had them locked, or they do not
     *     open
     */
    record Pass(long done, long left) {}

    /** Where a batch ended. */
    private record Batch(int found, int done, CardId last) {}

    /** Passes over all cards once, for as long as it may go on. */
    Pass pass(BooleanSupplier goOn) {
        SealKey key = vault.primaryKey();
        // First, so that from the first seal on no instance starts without the key.
        resealProbe(key);
        long left = reseals.count(key);
        if (left == 0) {
            return new Pass(0, 0);
        }
        LOG.infof("sealing cards anew: cards=%d key=%s", left, key);
        long done = batches(key, goOn);
        left = reseals.count(key);
        if (left == 0) {
            LOG.infof("cards sealed anew, none is left: cards=%d key=%s", done, key);
        } else {
            LOG.warnf(
                    "cards sealed anew, others are left for later: cards=%d left=%d key=%s",
                    done, left, key);
        }
        return new Pass(done, left);
    }

    private long batches(SealKey key, BooleanSupplier goOn) {
        long done = 0;
        CardId after = BEFORE_ALL;
        for (int number = 1; goOn.getAsBoolean(); number++) {
            CardId from = after;
            Batch batch = QuarkusTransaction.requiringNew().call(() -> batch(key, from));
            done += batch.done();
            if (batch.found() < BATCH) {
                break;
            }
            if (number % BATCHES_PER_LINE == 0) {
                LOG.infof("sealing cards anew: done=%d key=%s", done, key);
            }
            after = batch.last();
        }
        return done;
    }

    private Batch batch(SealKey key, CardId after) {
        List<Sealed> found = reseals.lock(key, after, BATCH);
        List<Resealed> resealed = new ArrayList<>();
        for (Sealed card : found) {
            // Another instance's new key, which will be ours too; the row is not to be touched.
            if (vault.hasKeyOf(card.sealed())) {
                reseal(card, resealed);
            }
        }
        reseals.keep(resealed);
        CardId last = found.isEmpty() ? after : found.getLast().id();
        return new Batch(found.size(), resealed.size(), last);
    }

    private void reseal(Sealed card, List<Resealed> resealed) {
        try {
            Code code = vault.open(card.binding(), card.sealed());
            resealed.add(new Resealed(card.id(), vault.seal(card.next(), code)));
        } catch (VaultException e) {
            LOG.errorf(
                    "a card is not sealed anew, because it does not open: its row is damaged, or"
                            + " somebody changed it: cardId=%s",
                    card.id());
        }
    }

    private void resealProbe(SealKey key) {
        probes.find()
                .filter(probe -> !SealKey.of(probe.sealed()).equals(key))
                .filter(probe -> vault.hasKeyOf(probe.sealed()))
                .ifPresent(probe -> probes.replaceSeal(probe, ProbeSeal.seal(vault, probe.id())));
    }
}
