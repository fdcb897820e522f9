package steadfast.bench.report;

import java.util.Locale;

/** A limit that a figure has to keep. */
public sealed interface Bar {

    /** Returns whether the value keeps the limit. */
    boolean holds(double value);

    /** Returns the limit as a table shows it; empty if there is none. */
    String text();

    /** A lower limit: {@code value >= least}. */
    record AtLeast(double least) implements Bar {
        @Override
        public boolean holds(double value) {
            return value >= least;
        }

        @Override
        public String text() {
            return "≥ " + number(least);
        }
    }

    /** An upper limit: {@code value <= most}. */
    record AtMost(double most) implements Bar {
        @Override
        public boolean holds(double value) {
            return value <= most;
        }

        @Override
        public String text() {
            return "≤ " + number(most);
        }
    }

    /** No limit, as for a rival's figure, or one that explains another. */
    record None() implements Bar {
        @Override
        public boolean holds(double value) {
            return true;
        }

        @Override
        public String text() {
            return "";
        }
    }

    /** Formats the value with only as many digits as are significant. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.2f", value);
    }
}
