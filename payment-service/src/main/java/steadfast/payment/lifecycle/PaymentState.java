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
 *
 * <p>A rule that holds for every state of a family names the family; otherwise it names the states.
 */
public sealed interface PaymentState {
    /** Neither captured nor closed, as far as we know. */
    sealed interface Pending extends PaymentState {}

    /** Ended without a capture: the gateway confirmed it, or was never called. */
    sealed interface Closed extends PaymentState {}

    /** The gateway has, or had, the money. */
    sealed interface Paid extends PaymentState {}

    /**
     * No call is open and none was accepted.
     *
     * @param refusedCalls how many calls the gateway has refused so far
     */
    record Requested(int refusedCalls) implements Pending {
        public Requested {
            requireAtLeast(0, refusedCalls, "refusedCalls");
        }
    }

    /** The one open call is in progress. {@code attempt} counts calls from 1. */
    record Sent(int attempt) implements Pending {
        public Sent {
            requireAtLeast(1, attempt, "attempt");
        }
    }

    /**
     * It is unknown whether the money moved. Only a definite answer or a person ends this state.
     */
    record Unknown(int attempt, String cause) implements Pending {
        public Unknown {
            requireAtLeast(1, attempt, "attempt");
        }
    }

    /** The gateway waits for the buyer until the deadline, which it enforces. */
    record ActionRequired(int attempt, String action, Instant until) implements Pending {
        public ActionRequired {
            requireAtLeast(1, attempt, "attempt");
        }
    }

    /** Definitely declined, and closed at the gateway. */
    record Declined(String reason) implements Closed {}

    /** Closed before any capture, or never sent. */
    record Cancelled() implements Closed {}

    /** The gateway has the whole amount. */
    record Captured(Instant capturedAt) implements Paid {}

    /**
     * The whole amount is being refunded; the refund is uncertain until the gateway confirms it.
     */
    record Refunding(Instant capturedAt, int refundNumber, String reason) implements Paid {
        public Refunding {
            requireAtLeast(1, refundNumber, "refundNumber");
        }
    }

    /** The gateway definitely refused this refund: it still has the money, and a person decides. */
    record RefundRefused(Instant capturedAt, int refundNumber, String reason) implements Paid {
        public RefundRefused {
            requireAtLeast(1, refundNumber, "refundNumber");
        }
    }

    /** The whole amount was refunded. */
    record Refunded(int refundNumber) implements Paid {
        public Refunded {
            requireAtLeast(1, refundNumber, "refundNumber");
        }
    }

    /** Returns whether an answer of the gateway is still awaited. */
    default boolean open() {
        return switch (this) {
            case Pending _, Refunding _ -> true;
            case Captured _, RefundRefused _, Refunded _, Closed _ -> false;
        };
    }

    private static void requireAtLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ": " + value);
        }
    }
}
