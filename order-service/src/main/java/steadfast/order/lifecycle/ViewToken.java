package steadfast.order.lifecycle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** What a buyer holds to see an order: 128 random bits, base64url, 22 characters. */
public record ViewToken(String value) {

    private static final int BYTES = 16;

    /** A new token; the randomness must not be guessable. */
    public static ViewToken random(RandomGenerator random) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return new ViewToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** Under which the order knows it, in hex. */
    public String sha256() {
        return HexFormat.of().formatHex(hash());
    }

    /**
     * Whether it is the token of this order; takes as long for a wrong one as for the right one.
     */
    public boolean opens(OrderTerms terms) {
        return MessageDigest.isEqual(hash(), HexFormat.of().parseHex(terms.viewTokenSha256()));
    }

    private byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A token must not get into a log. */
    @Override
    public String toString() {
        return "ViewToken[…]";
    }
}
