package steadfast.events;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.UUID;

/**
 * Creates UUIDv7 (RFC 9562): they sort by time, so a B-tree grows at one end. Safe for many
 * threads.
 */
public final class TimeOrderedIds {

    private final TimeBasedEpochGenerator generator;

    /** Creates IDs from this clock and this randomness. */
    public TimeOrderedIds(Clock clock, Random random) {
        this.generator =
                Generators.timeBasedEpochGenerator(
                        random,
                        new UUIDClock() {
                            @Override
                            public long currentTimeMillis() {
                                return clock.millis();
                            }
                        });
    }

    /** Creates IDs from this clock that cannot be guessed from one another. */
    public TimeOrderedIds(Clock clock) {
        this(clock, new SecureRandom());
    }

    /** Returns a new ID. */
    public UUID next() {
        return generator.generate();
    }
}
