package steadfast.demo.check;

import steadfast.events.OrderId;

/** One broken promise, in words that name the order. */
public record Violation(Promise promise, String what) {

    static Violation of(Promise promise, OrderId order, String what) {
        return new Violation(promise, "order " + order + " " + what);
    }

    @Override
    public String toString() {
        return promise.label() + ": " + what;
    }
}
