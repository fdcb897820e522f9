package steadfast.sandbox.bank;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * Creates the token that a buyer's phone must have to pay: 128 random bits, independent of the
 * seed.
 */
public final class PayToken implements Supplier<String> {

    private static final int BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    @Override
    public String get() {
        byte[] token = new byte[BYTES];
        random.nextBytes(token);
        return HexFormat.of().formatHex(token);
    }
}
