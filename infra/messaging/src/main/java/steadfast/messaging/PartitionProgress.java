package steadfast.messaging;

import java.util.BitSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * How far one partition is: which offsets were begun and which are complete, in whatever order. The
 * commit is the lowest gap; what is complete above it goes into the commit's metadata, so that a
 * restart does not handle it again.
 *
 * <p>Safe for many threads: workers complete, the poll thread begins and commits.
 */
final class PartitionProgress {

    /**
     * Beyond this distance from the lowest gap, or this many characters of metadata, nothing more
     * is fetched.
     */
    static final int MAX_SPAN = 50_000;

    static final int MAX_METADATA = 3_000;

    /** How many settled offsets may pile up before the bits are moved down. */
    private static final int COMPACT_AT = 8_192;

    private final BitSet outstanding = new BitSet();

    /** The offset of bit 0; -1 until something is known. */
    private long base = -1;

    /** One past the last offset that was begun, or complete before a restart. */
    private long next = -1;

    /** The next offset that the broker can hand over. */
    private long position = -1;

    private @Nullable OffsetAndMetadata lastCommit;

    /** Goes on from a commit of this class, or from nothing. */
    PartitionProgress(@Nullable OffsetAndMetadata committed) {
        this.lastCommit = committed;
        if (committed != null) {
            BitSet complete = CompletedOffsets.parse(committed.metadata());
            base = committed.offset();
            position = base;
            next = base + complete.length();
            outstanding.set(0, complete.length());
            outstanding.andNot(complete);
        }
    }

    /**
     * Notes a fetched offset; false if it was already complete before a restart and must not be
     * handled again.
     */
    synchronized boolean begin(long offset) {
        if (base < 0 || offset - base > Integer.MAX_VALUE / 2) {
            restartAt(offset);
        }
        // Offsets that the broker skips (compacted, expired, transaction marks) will never come and
        // hold nothing back.
        outstanding.clear((int) (position - base), (int) (Math.max(position, offset) - base));
        position = offset + 1;
        if (offset < next) {
            return outstanding.get((int) (offset - base));
        }
        next = offset + 1;
        outstanding.set((int) (offset - base));
        return true;
    }

    private void restartAt(long offset) {
        outstanding.clear();
        base = offset;
        position = offset;
        next = offset;
    }

    /** Notes that the offset's effect is durable. */
    synchronized void complete(long offset) {
        if (offset >= base) {
            outstanding.clear((int) (offset - base));
        }
    }

    /** What to commit now; null if that would say nothing new. */
    synchronized @Nullable OffsetAndMetadata toCommit() {
        if (base < 0) {
            return null;
        }
        long lowest = lowestGap();
        compact(lowest);
        OffsetAndMetadata commit =
                new OffsetAndMetadata(
                        lowest,
                        CompletedOffsets.write(
                                outstanding, (int) (lowest - base), (int) (next - base)));
        return commit.equals(lastCommit) ? null : commit;
    }

    /** Whether everything that was begun is complete and committed. */
    synchronized boolean settled() {
        return outstanding.isEmpty() && toCommit() == null;
    }

    /** Notes what the broker has acknowledged. */
    synchronized void committed(OffsetAndMetadata commit) {
        lastCommit = commit;
    }

    /** Whether fetching more could make the metadata outgrow its bound. */
    synchronized boolean full() {
        // Up to there the records are only fetched again after a restart, and among them are those
        // that alone can close the gap.
        boolean again = position < next;
        if (base < 0 || again) {
            return false;
        }
        int from = (int) (lowestGap() - base);
        int span = (int) (next - base) - from;
        return span > MAX_SPAN
                || (span > MAX_METADATA
                        && CompletedOffsets.write(outstanding, from, from + span).length()
                                > MAX_METADATA);
    }

    private long lowestGap() {
        int first = outstanding.nextSetBit(0);
        return first < 0 ? next : base + first;
    }

    private void compact(long lowest) {
        int settled = (int) (lowest - base);
        if (settled > COMPACT_AT) {
            BitSet rest = outstanding.get(settled, Math.max(settled, outstanding.length()));
            outstanding.clear();
            outstanding.or(rest);
            base = lowest;
        }
    }
}
