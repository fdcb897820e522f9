package steadfast.messaging.offsets;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The offsets above a commit that are already complete. In a commit's metadata they are written as
 * {@code 1:}, the leader epoch of the last of them, {@code :} and base64 of run lengths,
 * alternately outstanding and complete, each an unsigned LEB128 number. Foreign metadata reads as
 * "none": then records are handled again, which every handler tolerates.
 *
 * @param complete bit 0 is the commit's offset, a set bit is complete
 * @param leaderEpoch of the last of them: a record of a later epoch at the same offset is a
 *     different one
 */
record CompletedOffsets(BitSet complete, int leaderEpoch) {

    static final CompletedOffsets NONE = new CompletedOffsets(new BitSet(), Integer.MAX_VALUE);

    private static final String FORMAT = "1:";
    private static final String SEPARATOR = ":";

    /**
     * Always below the broker's {@code offset.metadata.max.bytes} of 4,096; offsets that do not fit
     * are handled again.
     */
    private static final int MAX_BYTES = 2_900;

    /**
     * Writes the complete offsets of {@code [from, to)}, where {@code outstanding} has the others.
     */
    static String write(BitSet outstanding, int from, int to, int leaderEpoch) {
        ByteArrayOutputStream runs = new ByteArrayOutputStream();
        int at = from;
        boolean any = false;
        while (at < to && runs.size() < MAX_BYTES) {
            int clear = Math.min(outstanding.nextClearBit(at), to);
            if (clear == to) {
                break;
            }
            int set = outstanding.nextSetBit(clear);
            int end = set < 0 ? to : Math.min(set, to);
            writeNumber(runs, clear - at);
            writeNumber(runs, end - clear);
            any = true;
            at = end;
        }
        return FORMAT
                + leaderEpoch
                + SEPARATOR
                + (any
                        ? Base64.getEncoder().withoutPadding().encodeToString(runs.toByteArray())
                        : "");
    }

    /** Returns whether a commit with this metadata is one of this class's. */
    static boolean isOurs(@Nullable String metadata) {
        return metadata != null && metadata.startsWith(FORMAT);
    }

    /** Reads what {@link #write} wrote. */
    static CompletedOffsets parse(@Nullable String metadata) {
        if (metadata == null || !isOurs(metadata)) {
            return NONE;
        }
        try {
            int end = metadata.indexOf(SEPARATOR, FORMAT.length());
            return new CompletedOffsets(
                    read(Base64.getDecoder().decode(metadata.substring(end + 1))),
                    Integer.parseInt(metadata.substring(FORMAT.length(), end)));
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            return NONE;
        }
    }

    private static BitSet read(byte[] runs) {
        BitSet complete = new BitSet();
        int at = 0;
        int number = 0;
        int shift = 0;
        boolean outstandingRun = true;
        for (byte part : runs) {
            number |= (part & 0x7F) << shift;
            shift += 7;
            if (part >= 0) {
                if (!outstandingRun) {
                    complete.set(at, Math.addExact(at, number));
                }
                at = Math.addExact(at, number);
                number = 0;
                shift = 0;
                outstandingRun = !outstandingRun;
            }
        }
        return complete;
    }

    private static void writeNumber(ByteArrayOutputStream out, int number) {
        int rest = number;
        while (rest > 0x7F) {
            out.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
