package steadfast.messaging;

/**
 * Processes one record. Must be idempotent: a record is delivered at least once, and again after a
 * crash. It may throw; see {@link Outcome}.
 */
@FunctionalInterface
public interface Handler<T> {

    /** Handles the delivery and returns the outcome. */
    Outcome handle(Delivery<T> delivery) throws Exception;
}
