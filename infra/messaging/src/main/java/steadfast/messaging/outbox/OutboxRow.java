package steadfast.messaging.outbox;

import steadfast.messaging.OutboxMessage;

/** A row of the outbox: {@code id} is its place in the order of writing. */
record OutboxRow(long id, OutboxMessage message) {}
