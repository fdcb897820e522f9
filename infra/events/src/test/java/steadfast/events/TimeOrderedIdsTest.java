package steadfast.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

    private static final long START = Instant.parse("2026-01-02T03:04:05.678Z").toEpochMilli();

    private final AtomicLong now = new AtomicLong(START);
    private final TimeOrderedIds ids = new TimeOrderedIds(new Ticking(now), new Random(1));

    /** A clock that the test moves. */
    private static final class Ticking extends Clock {
        private final AtomicLong now;

        private Ticking(AtomicLong now) {
            this.now = now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now.get());
        }
    }

    @Test
    void anIdIsAUuidOfVersionSevenThatHoldsItsTime() {
        UUID id = ids.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(START);
    }

    @Test
    void idsOfOneMillisecondSortInTheOrderOfTheirMaking() {
        assertSorted(take(10_000, 0));
    }

    @Test
    void idsSortInTheOrderOfTheirMakingWhileTimePasses() {
        assertSorted(take(10_000, 1));
    }

    @Test
    void theSameRandomnessMakesTheSameIds() {
        TimeOrderedIds again =
                new TimeOrderedIds(new Ticking(new AtomicLong(START)), new Random(1));

        assertThat(ids.next()).isEqualTo(again.next());
    }

    @Test
    void twoMakersOfOneMillisecondDoNotMeet() {
        TimeOrderedIds first = new TimeOrderedIds(new Ticking(now));
        TimeOrderedIds second = new TimeOrderedIds(new Ticking(now));

        assertThat(first.next()).isNotEqualTo(second.next());
    }

    @Test
    void manyThreadsGetDifferentIds() throws Exception {
        Set<UUID> made = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Callable<Void> maker =
                    () -> {
                        for (int number = 0; number < 2_000; number++) {
                            made.add(ids.next());
                        }
                        return null;
                    };
            for (Future<Void> done : threads.invokeAll(Collections.nCopies(8, maker))) {
                done.get();
            }
        }

        assertThat(made).hasSize(16_000);
    }

    private List<OrderId> take(int count, int millisBetween) {
        List<OrderId> taken = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            taken.add(new OrderId(ids.next()));
            now.addAndGet(millisBetween);
        }
        return taken;
    }

    private static void assertSorted(List<OrderId> taken) {
        assertThat(taken).isSorted().doesNotHaveDuplicates();
    }
}
