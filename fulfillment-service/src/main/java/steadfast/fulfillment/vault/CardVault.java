package steadfast.fulfillment.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.lifecycle.SealBinding;
import steadfast.fulfillment.lifecycle.SealKey;

/**
 * Seals codes and opens them again. A sealed code opens only as the card, of the import and the
 * SKU, that it was sealed for: rows that were changed or swapped in the database do not open. Safe
 * for many threads.
 *
 * <p><b>Backup.</b> Losing the keyset file means losing every unsold code, and anyone with the file
 * and the database has them all: keep a copy of the file apart from the database's backups, as
 * secret as the codes, from the first import on, and a new one after each {@code infra/run keyset
 * rotate}. Restore it to the same path with mode 0600.
 */
public final class CardVault {

    private static final int FINGERPRINT_BYTES = 32;
    private static final int ID_BYTES = 2 * Long.BYTES;

    private final Keys keys;

    CardVault(Keys keys) {
        this.keys = keys;
    }

    /** Creates a vault with these fixed keys. */
    CardVault(CardKeys keys) {
        this(
                new Keys() {
                    @Override
                    public CardKeys current() {
                        return keys;
                    }

                    @Override
                    public CardKeys refresh() {
                        return keys;
                    }
                });
    }

    /** The source of the keys, which may change. */
    interface Keys {

        /** Returns the keys in force. */
        CardKeys current();

        /** Returns the keys in force, after checking for newer ones. */
        CardKeys refresh();
    }

    /** Seals the code so that only {@link #open} with the same binding can read it. */
    public byte[] seal(SealBinding binding, Code code) {
        try {
            return keys.current().aead().encrypt(bytes(code), associatedData(binding));
        } catch (GeneralSecurityException e) {
            throw new VaultException("card " + binding.card() + " cannot be sealed", e);
        }
    }

    /**
     * Opens a sealed code.
     *
     * @throws VaultException if it was sealed for another card, import or SKU, with other keys, or
     *     is damaged
     */
    public Code open(SealBinding binding, byte[] sealed) {
        try {
            byte[] text = keysFor(sealed).aead().decrypt(sealed, associatedData(binding));
            return new Code(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new VaultException("card " + binding.card() + " cannot be opened", e);
        }
    }

    /**
     * Returns the same 32 bytes for the same code, which reveal nothing about it without the key.
     */
    public byte[] fingerprint(Code code) {
        try {
            return keys.current().prf().computePrimary(bytes(code), FINGERPRINT_BYTES);
        } catch (GeneralSecurityException e) {
            throw new VaultException("a code cannot be fingerprinted", e);
        }
    }

    /** Returns the key that seals now. */
    SealKey primaryKey() {
        return keys.current().primary();
    }

    /** Returns whether the key of this seal is there. */
    boolean hasKeyOf(byte[] sealed) {
        return keysFor(sealed).sealKeys().contains(SealKey.of(sealed));
    }

    /** Another instance may have sealed it by a key that was made since we looked. */
    private CardKeys keysFor(byte[] sealed) {
        CardKeys now = keys.current();
        return now.sealKeys().contains(SealKey.of(sealed)) ? now : keys.refresh();
    }

    private static byte[] bytes(Code code) {
        return code.reveal().getBytes(StandardCharsets.UTF_8);
    }

    /** The SKU comes last, so that no two bindings have the same bytes. */
    private static byte[] associatedData(SealBinding binding) {
        return switch (binding) {
            case SealBinding.ToCard(CardId card) ->
                    put(ByteBuffer.allocate(ID_BYTES), card.value()).array();
            case SealBinding.ToStock(var card, var importId, var sku) -> {
                byte[] name = sku.value().getBytes(StandardCharsets.UTF_8);
                ByteBuffer all = ByteBuffer.allocate(2 * ID_BYTES + name.length);
                yield put(put(all, card.value()), importId).put(name).array();
            }
        };
    }

    private static ByteBuffer put(ByteBuffer to, UUID id) {
        return to.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
}
