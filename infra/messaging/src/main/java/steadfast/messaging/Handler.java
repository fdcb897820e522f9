package steadfast.messaging;

/**
 * Does what one record asks for. Must be idempotent: a record comes at least once, and after a
 * crash again. It may throw; see {@link Outcome}.
 */
@FunctionalInterface
public interface Handler<T> {

    /** Handles the delivery and says what became of it. */
    Outcome handle(Delivery<T> delivery) throws Exception;
}
