package steadfast.fulfillment.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.IntStream;
import steadfast.fulfillment.lifecycle.SealKey;

/**
 * The two Tink keysets of the vault: {@code seal} (AES-256-GCM, may hold several keys: the primary
 * one seals, all open) and {@code fingerprint} (HMAC-SHA-256; never rotated, or duplicates would no
 * longer be recognised). Safe for many threads.
 */
final class CardKeys {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Configuration SEAL = AeadConfig2026.get();
    private static final Configuration FINGERPRINT = PrfConfig2026.get();

    private final KeysetHandle seal;
    private final KeysetHandle fingerprint;
    private final Aead aead;
    private final PrfSet prf;

    private CardKeys(KeysetHandle seal, KeysetHandle fingerprint) throws GeneralSecurityException {
        this.seal = seal;
        this.fingerprint = fingerprint;
        this.aead = seal.getPrimitive(SEAL, Aead.class);
        this.prf = fingerprint.getPrimitive(FINGERPRINT, PrfSet.class);
    }

    static CardKeys make() {
        try {
            return new CardKeys(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, SEAL),
                    KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF, FINGERPRINT));
        } catch (GeneralSecurityException e) {
            throw new VaultException("this Java makes no AES-256-GCM or HMAC-SHA-256 keys", e);
        }
    }

    /**
     * Reads the text form.
     *
     * @throws GeneralSecurityException if a keyset in it is not usable
     * @throws JsonProcessingException if it is not JSON
     */
    static CardKeys parse(String text) throws GeneralSecurityException, JsonProcessingException {
        JsonNode keys = JSON.readTree(text);
        return new CardKeys(
                keyset(keys.path("seal"), SEAL), keyset(keys.path("fingerprint"), FINGERPRINT));
    }

    /** The text form: secret. */
    String write() {
        try {
            ObjectNode keys = JSON.createObjectNode();
            keys.set("seal", JSON.readTree(text(seal, SEAL)));
            keys.set("fingerprint", JSON.readTree(text(fingerprint, FINGERPRINT)));
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(keys) + "\n";
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new VaultException("the keys cannot be written", e);
        }
    }

    Aead aead() {
        return aead;
    }

    PrfSet prf() {
        return prf;
    }

    /** The key that seals. */
    SealKey primary() {
        return new SealKey(seal.getPrimary().getId());
    }

    /** The keys that open, the oldest first. */
    List<SealKey> sealKeys() {
        return IntStream.range(0, seal.size())
                .mapToObj(entry -> new SealKey(seal.getAt(entry).getId()))
                .toList();
    }

    /** The same keys and a new one, which seals from now on. */
    CardKeys withNewPrimary() {
        try {
            return new CardKeys(
                    KeysetHandle.newBuilder(seal)
                            .setConfiguration(SEAL)
                            .addEntry(
                                    KeysetHandle.generateEntryFromParameters(
                                                    PredefinedAeadParameters.AES256_GCM)
                                            .withRandomId()
                                            .makePrimary())
                            .build(),
                    fingerprint);
        } catch (GeneralSecurityException e) {
            throw new VaultException("no further key can be made", e);
        }
    }

    /** The same keys but for this one, which is not the primary one. */
    CardKeys without(SealKey key) {
        try {
            KeysetHandle.Builder others = KeysetHandle.newBuilder(seal).setConfiguration(SEAL);
            for (int entry = seal.size() - 1; entry >= 0; entry--) {
                if (seal.getAt(entry).getId() == key.id()) {
                    others.deleteAt(entry);
                }
            }
            return new CardKeys(others.build(), fingerprint);
        } catch (GeneralSecurityException e) {
            throw new VaultException("key " + key + " cannot be removed", e);
        }
    }

    private static KeysetHandle keyset(JsonNode node, Configuration configuration)
            throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(
                node.toString(), configuration, InsecureSecretKeyAccess.get());
    }

    private static String text(KeysetHandle keyset, Configuration configuration)
            throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(
                keyset, configuration, InsecureSecretKeyAccess.get());
    }
}
