package steadfast.fulfillment.stock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The refused lines of an upload: all counted, the first ones listed. */
final class Refusals {

    static final int MAX_LISTED = 100;

    private final List<RefusedLine> listed = new ArrayList<>();
    private int total;

    /** A refused line; {@code line} counts from 1. */
    record RefusedLine(int line, RefusalReason reason) {}

    void add(int line, RefusalReason reason) {
        total++;
        if (listed.size() < MAX_LISTED) {
            listed.add(new RefusedLine(line, reason));
        }
    }

    /** Adds the first of {@code count} more. */
    void addAll(List<RefusedLine> first, int count) {
        total += count;
        listed.addAll(first);
        listed.sort(Comparator.comparingInt(RefusedLine::line));
        if (listed.size() > MAX_LISTED) {
            listed.subList(MAX_LISTED, listed.size()).clear();
        }
    }

    int total() {
        return total;
    }

    /** By line number. */
    List<RefusedLine> listed() {
        return List.copyOf(listed);
    }
}
