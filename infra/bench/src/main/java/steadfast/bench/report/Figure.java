package steadfast.bench.report;

/** One measured value with its unit and its bar. */
public record Figure(String name, double value, String unit, Bar bar) {

    /** A figure that has to hold nothing. */
    public static Figure told(String name, double value, String unit) {
        return new Figure(name, value, unit, new Bar.None());
    }

    /** A figure that has to be so much. */
    public static Figure atLeast(double least, String name, double value, String unit) {
        return new Figure(name, value, unit, new Bar.AtLeast(least));
    }

    /** A figure that may be so much. */
    public static Figure atMost(double most, String name, double value, String unit) {
        return new Figure(name, value, unit, new Bar.AtMost(most));
    }

    /** Returns whether the bar is held; a value that was not measured holds none. */
    public boolean holds() {
        return bar.holds(value);
    }
}
