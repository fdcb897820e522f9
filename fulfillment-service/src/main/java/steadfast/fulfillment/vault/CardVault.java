package steadfast.fulfillment.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import steadfast.fulfillment.lifecycle.CardId;

/**
 * Seals codes and opens them again. A sealed code opens only as the card that it was sealed for:
 * rows that somebody swapped in the database do not open. Safe for many threads.
 *
 * <p><b>Backup.</b> Whoever loses the keyset file loses every unsold code, and whoever has it and
 * the database has them all: keep a copy of the file apart from the database's backups, as secret
 * as the codes, from the first import on. Restore it to the same path with mode 0600.
 */
public final class CardVault {

    private static final int FINGERPRINT_BYTES = 32;

    private final Aead aead;
    private final PrfSet prf;

    CardVault(CardKeys keys) {
        try {
            this.aead = keys.aead();
            this.prf = keys.prf();
        } catch (GeneralSecurityException e) {
            throw new VaultException("the card keys are not usable", e);
        }
    }

    /** Makes the code unreadable for everybody but {@link #open} with the same card. */
    public byte[] seal(CardId card, Code code) {
        try {
            return aead.encrypt(bytes(code), associatedData(card));
        } catch (GeneralSecurityException e) {
            throw new VaultException("card " + card + " cannot be sealed", e);
        }
    }

    /**
     * Opens a sealed code.
     *
     * @throws VaultException if it was sealed for another card, with other keys, or is damaged
     */
    public Code open(CardId card, byte[] sealed) {
        try {
            byte[] text = aead.decrypt(sealed, associatedData(card));
            return new Code(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new VaultException("card " + card + " cannot be opened", e);
        }
    }

    /** The same 32 bytes for the same code, which say nothing of it to anybody without the key. */
    public byte[] fingerprint(Code code) {
        try {
            return prf.computePrimary(bytes(code), FINGERPRINT_BYTES);
        } catch (GeneralSecurityException e) {
            throw new VaultException("a code cannot be fingerprinted", e);
        }
    }

    private static byte[] bytes(Code code) {
        return code.reveal().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] associatedData(CardId card) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(card.value().getMostSignificantBits())
                .putLong(card.value().getLeastSignificantBits())
                .array();
    }
}
