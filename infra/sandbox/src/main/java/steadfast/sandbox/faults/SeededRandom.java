package steadfast.sandbox.faults;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import steadfast.events.Sha256;
import steadfast.sandbox.protocol.Operation;
import steadfast.sandbox.protocol.PaymentKey;

/**
 * All random choices, with a separate source per call: the fate of a call depends on the seed, the
 * payment, the operation and its ordinal, not on other payments at the same time. So a retry meets
 * another fate, but a repeated run meets the same ones.
 */
public final class SeededRandom {

    private final long seed;

    public SeededRandom(long seed) {
        this.seed = seed;
    }

    long seed() {
        return seed;
    }

    /**
     * The source of one call.
     *
     * @param ordinal counts from 1 the calls of this operation on this payment
     */
    public RandomGenerator of(PaymentKey paymentId, Operation operation, int ordinal) {
        String name = seed + "/" + paymentId + "/" + operation + "/" + ordinal;
        return new SplittableRandom(ByteBuffer.wrap(Sha256.of(name)).getLong());
    }
}
