package steadfast.fulfillment.reveal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Compares a view token with the hash that the order carried. */
final class ViewTokenCheck {

    private ViewTokenCheck() {}

    /** Returns whether the token matches, in constant time. */
    static boolean matches(String token, byte[] sha256) {
        return MessageDigest.isEqual(sha256(token), sha256);
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
