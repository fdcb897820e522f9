package steadfast.launcher.secrets;

import java.security.SecureRandom;
import java.util.Base64;

/** Creates random secrets: 256 bits as text. */
final class RandomSecret {

    private static final int BYTES = 32;

    private final SecureRandom random;

    RandomSecret(SecureRandom random) {
        this.random = random;
    }

    String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
