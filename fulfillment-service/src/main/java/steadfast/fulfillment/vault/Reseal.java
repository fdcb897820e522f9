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
 * Reseals cards that a key other than the primary one sealed, or that are bound to their ID alone.
 * A card changes from one readable seal to the other in one commit, so it may be interrupted
 * anywhere, repeated, and run on several instances at once.
 */
@ApplicationScoped
class Reseal {

    private static final Logger LOG = Logger.getLogger(Reseal.class);

    /** Few enough that an order that needs one of them waits only milliseconds. */
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
     * The result of a pass over all cards.
     *
     * @param left cards still to be resealed, because they were locked or do not open
     */
    record Pass(long done, long left) {}

    /** The end of a batch. */
    private record Batch(int found, int done, CardId last) {}

    /** Goes through all cards once, until it is told to stop. */
    Pass pass(BooleanSupplier goOn) {
        SealKey key = vault.primaryKey();
        // First, so that from the first seal on no instance starts without the key.
        resealProbe(key);
        long left = reseals.count(key);
        if (left == 0) {
            return new Pass(0, 0);
        }
        LOG.infof("resealing cards: cards=%d key=%s", left, key);
        long done = batches(key, goOn);
        left = reseals.count(key);
        if (left == 0) {
            LOG.infof("cards resealed, none left: cards=%d key=%s", done, key);
        } else {
            LOG.warnf(
                    "cards resealed, others left for later: cards=%d left=%d key=%s",
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
                LOG.infof("resealing cards: done=%d key=%s", done, key);
            }
            after = batch.last();
        }
        return done;
    }

    private Batch batch(SealKey key, CardId after) {
        List<Sealed> found = reseals.lock(key, after, BATCH);
        List<Resealed> resealed = new ArrayList<>();
        for (Sealed card : found) {
            // Another instance's new key, which will be ours too; the row must stay unchanged.
            if (vault.hasKeyOf(card.sealed())) {
                reseal(card, resealed);
            }
        }
        reseals.store(resealed);
        CardId last = found.isEmpty() ? after : found.getLast().id();
        return new Batch(found.size(), resealed.size(), last);
    }

    private void reseal(Sealed card, List<Resealed> resealed) {
        try {
            Code code = vault.open(card.binding(), card.sealed());
            resealed.add(new Resealed(card.id(), vault.seal(card.next(), code)));
        } catch (VaultException e) {
            LOG.errorf(
                    "a card is not resealed, because it cannot be opened: its row is damaged or"
                            + " was changed: cardId=%s",
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
