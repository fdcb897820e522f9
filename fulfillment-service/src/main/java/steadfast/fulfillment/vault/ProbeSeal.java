package steadfast.fulfillment.vault;

import java.security.MessageDigest;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.SealBinding;
import steadfast.fulfillment.store.VaultProbes.Probe;

/** A known text, sealed like a card, which only the keys that sealed the cards open. */
final class ProbeSeal {

    private static final Code PROBE = new Code("steadfast-vault-probe");

    private ProbeSeal() {}

    static Probe make(CardVault vault, CardId id) {
        return new Probe(id, seal(vault, id), vault.fingerprint(PROBE));
    }

    static byte[] seal(CardVault vault, CardId id) {
        return vault.seal(new SealBinding.ToCard(id), PROBE);
    }

    /** Returns whether these are the keys, for seals and fingerprints alike. */
    static boolean opens(CardKeys keys, Probe probe) {
        CardVault vault = new CardVault(keys);
        try {
            return vault.open(new SealBinding.ToCard(probe.id()), probe.sealed()).equals(PROBE)
                    && MessageDigest.isEqual(vault.fingerprint(PROBE), probe.fingerprint());
        } catch (VaultException e) {
            return false;
        }
    }
}
