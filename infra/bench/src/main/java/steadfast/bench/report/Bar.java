package steadfast.bench.report;

import java.util.Locale;

/** What a figure has to hold. */
public sealed interface Bar {

    /** Returns whether the value holds it. */
    boolean holds(double value);

    /** As a table shows it; empty for a figure that is only told. */
    String text();

    /** {@code value >= least}. */
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

    /** {@code value <= most}. */
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

    /** No bar: a rival's figure, or what explains another one. */
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

    /** Short, with as many digits as mean something. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.2f", value);
    }
}
