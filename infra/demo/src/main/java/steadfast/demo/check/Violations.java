package steadfast.demo.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The violations found so far, each once. */
public final class Violations {

    private final Set<Violation> found = new LinkedHashSet<>();

    void broken(Promise promise, OrderCase order, String what) {
        found.add(Violation.of(promise, order.id(), what));
    }

    void add(Promise promise, String what) {
        found.add(new Violation(promise, what));
    }

    /** Adds violations that were found elsewhere. */
    public void addAll(List<Violation> others) {
        found.addAll(others);
    }

    /** All of them, by promise. */
    public List<Violation> byPromise() {
        return found.stream()
                .sorted((one, other) -> one.promise().compareTo(other.promise()))
                .toList();
    }
}
