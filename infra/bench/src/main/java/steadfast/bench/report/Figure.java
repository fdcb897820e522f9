package steadfast.bench.report;

/** One measured value with its unit and its bar. */
public record Figure(String name, double value, String unit, Bar bar) {

    /** Creates a figure without a bar. */
    public static Figure unbounded(String name, double value, String unit) {
        return new Figure(name, value, unit, new Bar.None());
    }

    /** Creates a figure with a lower limit. */
    public static Figure atLeast(double least, String name, double value, String unit) {
        return new Figure(name, value, unit, new Bar.AtLeast(least));
    }

    /** Creates a figure with an upper limit. */
    public static Figure atMost(double most, String name, double value, String unit) {
        return new Figure(name, value, unit, new Bar.AtMost(most));
    }

    /** Returns whether the value keeps its bar; one that was not measured keeps none. */
    public boolean holds() {
        return bar.holds(value);
    }
}
