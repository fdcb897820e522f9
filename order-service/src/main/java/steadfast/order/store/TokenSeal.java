package steadfast.order.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import steadfast.events.OrderId;
import steadfast.order.lifecycle.ViewToken;

/**
 * Seals the view token of an order so that only a holder of the order's Idempotency-Key can open
 * it: AES-256-GCM under a key derived from it (HKDF-SHA256, RFC 5869), bound to the order. The key
 * itself is stored only as a hash. Both are as strong as the Idempotency-Key is hard to guess.
 */
final class TokenSeal {

    private static final byte[] PURPOSE =
            "steadfast view token 1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final byte[] storefront;
    private final byte[] idempotencyKey;

    TokenSeal(String storefront, String idempotencyKey) {
        this.storefront = storefront.getBytes(StandardCharsets.UTF_8);
        this.idempotencyKey = idempotencyKey.getBytes(StandardCharsets.UTF_8);
    }

    /** SHA-256 of {@code <storefront>\n<key>}: two storefronts with one key have two hashes. */
    byte[] keySha256() {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(storefront);
            hash.update((byte) '\n');
            return hash.digest(idempotencyKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Seals the token: a random nonce, the ciphertext and its tag. */
    byte[] seal(ViewToken token, OrderId orderId, SecureRandom random) {
        // A key may be used again with another token after it was deleted: hence a random nonce.
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce, orderId)
                            .doFinal(token.value().getBytes(StandardCharsets.US_ASCII));
            return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a view token cannot be sealed", e);
        }
    }

    /**
     * Opens a seal made for the same storefront, key and order.
     *
     * @throws IllegalStateException if it was sealed for another one, or changed since
     */
    ViewToken open(byte[] sealed, OrderId orderId) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        try {
            byte[] token =
                    cipher(Cipher.DECRYPT_MODE, nonce, orderId)
                            .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
            return new ViewToken(new String(token, StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the sealed view token is not this order's", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, OrderId orderId) throws GeneralSecurityException {
        SecretKey key =
                KDF.getInstance("HKDF-SHA256")
                        .deriveKey(
                                "AES",
                                HKDFParameterSpec.ofExtract()
                                        .addSalt(storefront)
                                        .addIKM(idempotencyKey)
                                        .thenExpand(PURPOSE, KEY_BYTES));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(orderId.toString().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
