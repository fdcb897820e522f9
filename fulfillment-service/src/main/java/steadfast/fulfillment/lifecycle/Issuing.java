package steadfast.fulfillment.lifecycle;

import java.time.Instant;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;

/**
 * The progress of an order towards its cards.
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
 * {@link Issued} and {@link Withdrawn} are final: an order gets cards or a refund, never both.
 */
public sealed interface Issuing {

    OrderId orderId();

    /** No event about the order has arrived yet. */
    record NotAsked(OrderId orderId) implements Issuing {}

    /**
     * Paid, but too few cards were unlocked; that proves no shortage, so they must be counted under
     * the SKU's lock. Nothing was published yet.
     */
    record Counting(Permission permission) implements Issuing {
        @Override
        public OrderId orderId() {
            return permission.orderId();
        }
    }

    /** Paid, counted, and reported as short; it is issued automatically when stock arrives. */
    record Waiting(Permission permission) implements Issuing {
        @Override
        public OrderId orderId() {
            return permission.orderId();
        }
    }

    /**
     * Cards are available, but the gateway last confirmed the money too long ago: they are issued
     * after it was asked again. None is reserved in the meantime.
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
     * No permission of this or an earlier round will ever lead to cards; a tombstone if the request
     * came before the permission.
     */
    record Withdrawn(PaymentId paymentId) implements Issuing {
        @Override
        public OrderId orderId() {
            return paymentId.orderId();
        }
    }
}
