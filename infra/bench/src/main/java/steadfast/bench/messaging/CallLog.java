package steadfast.bench.messaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A log of every call of a handler in a mapped file: what a process wrote before {@code kill -9}
 * can still be read by the bench and by the next process.
 */
final class CallLog {

    private static final int SLOTS = 1 << 21;
    private static final int SLOT_BYTES = 16;

    /**
     * Microseconds since the epoch at {@code System.nanoTime() == 0}, the same in all processes.
     */
    private final long base = epochMicros(Instant.now()) - System.nanoTime() / 1_000;

    private final MappedByteBuffer slots;
    private final AtomicInteger next = new AtomicInteger();

    /** The kind of an entry. */
    enum Kind {
        /** A call began. */
        START(1),
        /** It returned. */
        SUCCESS(2),
        /** It failed, as the workload demands. */
        FAILURE(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind of(int code) {
            return switch (code) {
                case 1 -> START;
                case 2 -> SUCCESS;
                default -> FAILURE;
            };
        }
    }

    /** Receives entries in the order in which they were written. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Receives one entry.
         *
         * @param attempt the number of the record's call, counted from 1 over all lives
         * @param life the number of the process, counted from 1
         * @param micros microseconds since the epoch
         */
        void entry(int id, Kind kind, int attempt, int life, long micros);
    }

    private CallLog(MappedByteBuffer slots) {
        this.slots = slots;
        while (next.get() < SLOTS && what(next.get()) != 0) {
            next.incrementAndGet();
        }
    }

    /** Opens the file, or creates it; new entries are appended. */
    static CallLog open(Path file) {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return new CallLog(
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) SLOTS * SLOT_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the time as entries have it, in microseconds since the epoch. */
    long nowMicros() {
        return base + System.nanoTime() / 1_000;
    }

    private static long epochMicros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    void add(int id, Kind kind, int attempt, int life, long micros) {
        int at = next.getAndIncrement() * SLOT_BYTES;
        slots.putLong(at + 8, micros);
        slots.putLong(at, ((long) id << 32) | (long) kind.code << 24 | (long) life << 16 | attempt);
    }

    /** Visits all entries so far, also those that another process is writing. */
    void visit(Visitor visitor) {
        for (int slot = 0; slot < SLOTS && what(slot) != 0; slot++) {
            long what = what(slot);
            visitor.entry(
                    (int) (what >>> 32),
                    Kind.of((int) (what >>> 24 & 0xFF)),
                    (int) (what & 0xFFFF),
                    (int) (what >>> 16 & 0xFF),
                    slots.getLong(slot * SLOT_BYTES + 8));
        }
    }

    private long what(int slot) {
        return slots.getLong(slot * SLOT_BYTES);
    }
}
