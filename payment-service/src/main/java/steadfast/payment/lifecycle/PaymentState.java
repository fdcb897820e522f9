package steadfast.payment.lifecycle;

import java.time.Instant;

/**
 * The state of one round of paying. Each state holds only the data that is legal in it.
 *
 * <pre>
 * Requested ⇄ Sent ─────────┬──▶ Captured ──▶ Refunding ──▶ Refunded
 *     │        │            │                   │   ▲         │
 *     │        ▼            │                   ▼   │         │
 *     │     Unknown ────────┤              RefundRefused ◀────┘
 *     │        │            │
 *     │        ▼            ├──▶ Declined
 *     │   ActionRequired ───┤
 *     └─────────────────────┴──▶ Cancelled
 * </pre>
 *
 * <p>{@code Sent} means that exactly one call is open and that every earlier one was refused, so a
 * refusal leads back to {@code Requested}. As soon as anything is uncertain the state is {@code
 * Unknown}, even while another charge with the same key is in progress. A capture is accepted in
 * every state, {@code Declined} and {@code Cancelled} included; nothing undoes it but a refund. A
 * refund that fails after it had succeeded leads to {@code RefundRefused}: the gateway has the
 * money again. A refund of a part, and a dispute, leave the payment captured.
 */
public sealed interface PaymentState {
    /**
     * No call is open and none was accepted.
     *
     * @param refusedCalls how many calls the gateway has refused so far
     */
    record Requested(int refusedCalls) implements PaymentState {
        public Requested {
            requireAtLeast(0, refusedCalls, "refusedCalls");
        }
    }

    /** The one open call is in progress. {@code attempt} counts calls from 1. */
    record Sent(int attempt) implements PaymentState {
        public Sent {
            requireAtLeast(1, attempt, "attempt");
        }
    }

    /**
     * It is unknown whether the money moved. Only a definite answer or a person ends this state.
     */
    record Unknown(int attempt, String cause) implements PaymentState {
        public Unknown {
            requireAtLeast(1, attempt, "attempt");
        }
    }

    /** The gateway waits for the buyer until the deadline, which it enforces. */
    record ActionRequired(int attempt, String action, Instant until) implements PaymentState {
        public ActionRequired {
            requireAtLeast(1, attempt, "attempt");
        }
    }

    /** The gateway has the whole amount. */
    record Captured(Instant capturedAt) implements PaymentState {}

    /** Definitely declined, and closed at the gateway. */
    record Declined(String reason) implements PaymentState {}

    /** Closed before any capture, or never sent. */
    record Cancelled() implements PaymentState {}

    /**
     * The whole amount is being refunded; the refund is uncertain until the gateway confirms it.
     */
    record Refunding(Instant capturedAt, int refundNumber, String reason) implements PaymentState {
        public Refunding {
            requireAtLeast(1, refundNumber, "refundNumber");
        }
    }

    /** The gateway definitely refused this refund: it still has the money, and a person decides. */
    record RefundRefused(Instant capturedAt, int refundNumber, String reason)
            implements PaymentState {
        public RefundRefused {
            requireAtLeast(1, refundNumber, "refundNumber");
        }
    }

    /** The whole amount was refunded. */
    record Refunded(int refundNumber) implements PaymentState {
        public Refunded {
            requireAtLeast(1, refundNumber, "refundNumber");
        }
    }

    /** Returns whether an answer of the gateway is still awaited. */
    default boolean open() {
        return switch (this) {
            case Requested s -> true;
            case Sent s -> true;
            case Unknown s -> true;
            case ActionRequired s -> true;
            case Refunding s -> true;
            case Captured s -> false;
            case Declined s -> false;
            case Cancelled s -> false;
            case RefundRefused s -> false;
            case Refunded s -> false;
        };
    }

    private static void requireAtLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ": " + value);
        }
    }
}
