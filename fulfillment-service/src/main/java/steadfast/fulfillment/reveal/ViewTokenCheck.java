package steadfast.fulfillment.reveal;

import java.security.MessageDigest;
import steadfast.events.Sha256;

/** Compares a view token with the hash that the order carried. */
final class ViewTokenCheck {

    private ViewTokenCheck() {}

    /** Returns whether the token matches, in constant time. */
    static boolean matches(String token, byte[] sha256) {
        return MessageDigest.isEqual(Sha256.of(token), sha256);
    }
}
