package steadfast.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;

/** The ID of an order: a UUIDv7 (RFC 9562), so that orders sort by the time they were placed. */
public record OrderId(UUID value) implements Comparable<OrderId> {

    private static final int LENGTH = 36;
    private static final int TIME_ORDERED = 7;
    private static final int BITS_AFTER_THE_TIME = 16;

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    @JsonCreator
    public static OrderId parse(String text) {
        // UUID.fromString also reads short forms such as 1-1-1-1-1: one ID, one spelling.
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException("not an order ID: " + text);
        }
        return new OrderId(UUID.fromString(text));
    }

    /**
     * Returns when the order was placed, in milliseconds: nothing can have happened to it earlier.
     * The epoch if the ID's version holds no time.
     */
    public Instant createdAt() {
        return value.version() == TIME_ORDERED
                ? Instant.ofEpochMilli(value.getMostSignificantBits() >>> BITS_AFTER_THE_TIME)
                : Instant.EPOCH;
    }

    @Override
    public int compareTo(OrderId other) {
        return toString().compareTo(other.toString());
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
