package steadfast.order.lifecycle;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import steadfast.events.Sha256;

/** The token with which a buyer sees an order: 128 random bits, base64url, 22 characters. */
public record ViewToken(String value) {

    private static final int BYTES = 16;

    /** Creates a token; the randomness must not be guessable. */
    public static ViewToken random(RandomGenerator random) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return new ViewToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** Returns the token's SHA-256 in hex, which is all that the order stores. */
    public String sha256() {
        return Sha256.hex(value);
    }

    /** Returns whether it is this order's token, in constant time. */
    public boolean opens(OrderTerms terms) {
        return MessageDigest.isEqual(
                Sha256.of(value), HexFormat.of().parseHex(terms.viewTokenSha256()));
    }

    /** A token must not get into a log. */
    @Override
    public String toString() {
        return "ViewToken[…]";
    }
}
