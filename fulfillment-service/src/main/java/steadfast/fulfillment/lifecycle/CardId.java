package steadfast.fulfillment.lifecycle;

import java.util.UUID;

/** Names one card: a UUIDv7 (RFC 9562), so that cards sort by the time they were imported. */
public record CardId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
