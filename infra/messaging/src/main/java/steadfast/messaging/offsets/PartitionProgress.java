package steadfast.messaging.offsets;

import java.util.BitSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The progress of one partition: which offsets were begun and which are complete, in any order. The
 * commit is the lowest gap; offsets that are complete above it go into the commit's metadata, so
 * that a restart does not handle them again.
 *
 * <p>Safe for many threads: workers complete, the poll thread begins and commits.
 */
public final class PartitionProgress {

    /**
     * Beyond this distance from the lowest gap, or this much metadata, no more records are fetched.
     */
    static final int MAX_SPAN = 50_000;

    static final int MAX_METADATA = 3_000;

    /** The number of settled offsets after which the bits are moved down. */
    private static final int COMPACT_AT = 8_192;

    private final BitSet outstanding = new BitSet();

    /** The offset of bit 0; -1 until something is known. */
    private long base = -1;

    /** One past the last offset that was begun, or complete before a restart. */
    private long next = -1;

    /** The next offset that the broker can deliver. */
    private long position = -1;

    private @Nullable OffsetAndMetadata lastCommit;

    /** The leader epoch of the last record that was complete before a restart. */
    private int rememberedEpoch = Integer.MAX_VALUE;

    /** The leader epochs by their first offset; the commit names its record's. */
    private final NavigableMap<Long, Integer> epochs = new TreeMap<>();

    /** Continues from a commit of this class, or from none. */
    public PartitionProgress(@Nullable OffsetAndMetadata committed) {
        this.lastCommit = committed;
        if (committed != null) {
            CompletedOffsets remembered = CompletedOffsets.parse(committed.metadata());
            BitSet complete = remembered.complete();
            rememberedEpoch = remembered.leaderEpoch();
            base = committed.offset();
            position = base;
            next = base + complete.length();
            outstanding.set(0, complete.length());
            outstanding.andNot(complete);
            committed.leaderEpoch().ifPresent(epoch -> epochs.put(base - 1, epoch));
        }
    }

    /**
     * Notes a fetched offset; false if it was already complete before a restart and must not be
     * handled again.
     */
    public synchronized boolean begin(long offset, Optional<Integer> leaderEpoch) {
        if (leaderEpoch.isPresent()) {
            recordEpoch(offset, leaderEpoch.get());
            if (leaderEpoch.get() > rememberedEpoch) {
                forgetFrom(offset, leaderEpoch.get());
            }
        }
        if (base < 0 || offset - base > Integer.MAX_VALUE / 2) {
            restartAt(offset);
        }
        // Offsets that the broker skips (compacted, expired, transaction markers) will never come
        // and block nothing.
        outstanding.clear((int) (position - base), (int) (Math.max(position, offset) - base));
        position = offset + 1;
        if (offset < next) {
            return outstanding.get((int) (offset - base));
        }
        next = offset + 1;
        outstanding.set((int) (offset - base));
        return true;
    }

    /** Begins a fetched offset of a log without leader epochs. */
    boolean begin(long offset) {
        return begin(offset, Optional.empty());
    }

    /** Returns true if this is the next expected offset, or if any may come. */
    public synchronized boolean continuesAt(long offset) {
        return position < 0 || offset == position;
    }

    /** Returns the next offset that the broker can deliver; -1 before the first. */
    public synchronized long position() {
        return position;
    }

    /**
     * From here on a later leader rewrote the log: these offsets now hold other records than those
     * completed before.
     */
    private void forgetFrom(long offset, int leaderEpoch) {
        if (base >= 0 && offset < next && offset >= base) {
            outstanding.set((int) (offset - base), (int) (next - base));
        }
        rememberedEpoch = leaderEpoch;
    }

    private void recordEpoch(long offset, int epoch) {
        Map.Entry<Long, Integer> last = epochs.lastEntry();
        if (last == null || last.getValue() != epoch) {
            epochs.put(offset, epoch);
        }
    }

    private Optional<Integer> epochBefore(long offset) {
        Map.Entry<Long, Integer> writing = epochs.floorEntry(offset - 1);
        if (writing == null) {
            return Optional.empty();
        }
        epochs.headMap(writing.getKey()).clear();
        return Optional.of(writing.getValue());
    }

    private int newestEpoch() {
        if (position < next) {
            return rememberedEpoch;
        }
        Map.Entry<Long, Integer> newest = epochs.lastEntry();
        return newest == null ? Integer.MAX_VALUE : newest.getValue();
    }

    private void restartAt(long offset) {
        outstanding.clear();
        base = offset;
        position = offset;
        next = offset;
    }

    /** Notes that the offset's effect is durable. */
    public synchronized void complete(long offset) {
        if (offset >= base) {
            outstanding.clear((int) (offset - base));
        }
    }

    /** Returns what to commit now; null if nothing changed. */
    public synchronized @Nullable OffsetAndMetadata toCommit() {
        if (base < 0) {
            return null;
        }
        long lowest = lowestGap();
        compact(lowest);
        OffsetAndMetadata commit =
                new OffsetAndMetadata(
                        lowest,
                        epochBefore(lowest),
                        CompletedOffsets.write(
                                outstanding,
                                (int) (lowest - base),
                                (int) (next - base),
                                newestEpoch()));
        return commit.equals(lastCommit) ? null : commit;
    }

    /** Returns whether everything that was begun is complete and committed. */
    public synchronized boolean settled() {
        return outstanding.isEmpty() && toCommit() == null;
    }

    /** Notes the commit that the broker acknowledged. */
    public synchronized void committed(OffsetAndMetadata commit) {
        lastCommit = commit;
    }

    /** Returns whether fetching more could make the metadata exceed its limit. */
    public synchronized boolean full() {
        // Records up to there are fetched again after a restart anyway, and only they can close the
        // gap.
        boolean again = position < next;
        if (base < 0 || again) {
            return false;
        }
        int from = (int) (lowestGap() - base);
        int span = (int) (next - base) - from;
        return span > MAX_SPAN
                || (span > MAX_METADATA
                        && CompletedOffsets.write(outstanding, from, from + span, newestEpoch())
                                        .length()
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
