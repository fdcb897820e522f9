package steadfast.fulfillment.lifecycle;

import java.time.Instant;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;

/**
 * How far an order is on its way to its cards.
 *
 * <pre>
 *   NotAsked ──paid──▶ Counting ──enough──────────────▶ Issued
 *      │                  │  └──short──▶ Waiting ──enough──▲
 *      └──withdrawn──▶ Withdrawn ◀──withdrawn──┘
 *
 *   Counting | Waiting ──enough, but the money was last seen long ago──▶ Confirming
 *   Confirming ──confirmed──▶ Counting
 *       └──withdrawn──▶ Withdrawn
 * </pre>
 *
 * {@link Issued} and {@link Withdrawn} are final: an order gets cards or its money back, never
 * both.
 */
public sealed interface Issuing {

    OrderId orderId();

    /** Nothing was heard of the order yet. */
    record NotAsked(OrderId orderId) implements Issuing {}

    /**
     * Paid, but the cards that nobody else had locked were too few; that proves no shortage, so
     * they are to be counted under the SKU's lock. Nothing was said yet.
     */
    record Counting(Permission permission) implements Issuing {
        @Override
        public OrderId orderId() {
            return permission.orderId();
        }
    }

    /** Paid, counted, and told to be short; it is issued by itself when stock arrives. */
    record Waiting(Permission permission) implements Issuing {
        @Override
        public OrderId orderId() {
            return permission.orderId();
        }
    }

    /**
     * Cards could be had, but the gateway was last known to have the money too long ago: they go
     * out when it was asked again. None is set aside meanwhile.
     *
     * @param askedAt when we asked for the confirmation
     */
    record Confirming(Permission permission, Instant askedAt) implements Issuing {
        @Override
        public OrderId orderId() {
            return permission.orderId();
        }
    }

    /** Exactly {@code permission.quantity()} cards belong to the order. */
    record Issued(Permission permission, Instant issuedAt) implements Issuing {
        @Override
        public OrderId orderId() {
            return permission.orderId();
        }
    }

    /**
     * No permission of this or an earlier round will ever give cards; a tombstone if the request
     * came before the permission.
     */
    record Withdrawn(PaymentId paymentId) implements Issuing {
        @Override
        public OrderId orderId() {
            return paymentId.orderId();
        }
    }
}
