package steadfast.sandbox.protocol;

import static steadfast.sandbox.protocol.Operation.CALLBACK;
import static steadfast.sandbox.protocol.Operation.CANCEL;
import static steadfast.sandbox.protocol.Operation.CHARGE;
import static steadfast.sandbox.protocol.Operation.QUERY;
import static steadfast.sandbox.protocol.Operation.REFUND;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The faults of calls; {@code Fates} defines their effects. The name of the constant in kebab case
 * is its name on the command line.
 */
public enum Fault {
    /** The call hangs and is never booked. */
    TIMEOUT_BEFORE(CHARGE, QUERY, CANCEL, REFUND),

    /** Booked, but the answer never comes. */
    TIMEOUT_AFTER(CHARGE, CANCEL, REFUND),

    /** Booked only after the caller gave up. */
    LATE_LANDING(CHARGE, CANCEL, REFUND),

    /** 503, before or after it was booked. */
    BUSY(CHARGE, QUERY, CANCEL, REFUND),

    /** 429, definitely not booked. */
    RATE_LIMITED(CHARGE, QUERY, CANCEL, REFUND),

    /** The connection is closed without an answer, before or after it was booked. */
    RESET(CHARGE, QUERY, CANCEL, REFUND),

    /** Booked, but the answer is cut in the middle. */
    HALF_BODY(CHARGE, QUERY, CANCEL, REFUND),

    /** Booked, but the answer is nonsense. */
    GARBAGE(CHARGE, QUERY, CANCEL, REFUND),

    /** Served, inside a caller's timeout, but late. */
    SLOW(CHARGE, QUERY, CANCEL, REFUND),

    /** A definite decline; closed permanently. */
    DECLINED(CHARGE),

    /**
     * Refused because the amount is too small; this call books nothing, and the next one may be
     * served.
     */
    AMOUNT_TOO_SMALL(CHARGE),

    /** Refused because the amount is too large; otherwise the same. */
    AMOUNT_TOO_LARGE(CHARGE),

    /** Refused because the account does not support the currency; otherwise the same. */
    CURRENCY_NOT_TAKEN(CHARGE),

    /** Refused because the method is not available now; otherwise the same. */
    METHOD_NOT_AVAILABLE(CHARGE),

    /** Accepted, and settled later; rarely with a decline. */
    PENDING(CHARGE),

    /** Queries don't see a capture for 3 seconds: they read a lagging replica. */
    QUERY_LAG(CHARGE, QUERY),

    /**
     * A cancel of a charge that is pending or in transit is overtaken by the capture. A charge that
     * meets this is pending, and its first cancel will be overtaken.
     */
    CANCEL_RACE(CHARGE, CANCEL),

    /** Booked only a minute after the caller gave up. */
    LATE_LANDING_MINUTE(CHARGE, CANCEL, REFUND),

    /** Queries don't see a capture for 70 seconds. */
    QUERY_LAG_LONG(CHARGE, QUERY),

    /** The query answers that the payment does not exist, whether it does or not. */
    QUERY_NOT_FOUND(QUERY),

    /** A definite refusal of this one call, and nothing is refunded; the next one may be served. */
    REFUND_REFUSED(REFUND),

    /**
     * The money is refunded, but the answer is a definite refusal; a repeated call gets the true
     * answer.
     */
    REFUND_CONTRADICTED(REFUND),

    /** The callback comes some seconds late. */
    CALLBACK_DELAYED(CALLBACK),

    /** The callback never comes. */
    CALLBACK_LOST(CALLBACK),

    /** The callback comes twice, with the same event ID. */
    CALLBACK_DUPLICATED(CALLBACK),

    /** The callback comes after the next one about its payment, or half a minute late. */
    CALLBACK_REORDERED(CALLBACK),

    /**
     * A forged one comes in addition: signed with another key, or unsigned and about another
     * amount.
     */
    CALLBACK_FORGED(CALLBACK),

    /** A correctly signed one that claims the opposite comes in addition, before or after. */
    CALLBACK_CONTRADICTORY(CALLBACK),

    /** The callback comes before the response to the call that caused it. */
    CALLBACK_BEFORE_ANSWER(CALLBACK);

    @SuppressWarnings("ImmutableEnumChecker") // Set.of never changes
    private final Set<Operation> operations;

    Fault(Operation... operations) {
        this.operations = Set.of(operations);
    }

    /** Returns whether a call of this operation can meet it. */
    public boolean canMeet(Operation operation) {
        return operations.contains(operation);
    }

    /** Returns its name on the command line. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Finds a fault by its name on the command line. */
    public static Optional<Fault> titled(String title) {
        return Arrays.stream(values()).filter(fault -> fault.title().equals(title)).findFirst();
    }

    /** Returns every name on the command line. */
    public static List<String> titles() {
        return Arrays.stream(values()).map(Fault::title).toList();
    }

    /** Returns every fault that a call of this operation can meet. */
    public static Stream<Fault> of(Operation operation) {
        return Arrays.stream(values()).filter(fault -> fault.canMeet(operation));
    }

    /** Returns the first operation that can meet it. */
    Operation firstOperation() {
        return Arrays.stream(Operation.values()).filter(this::canMeet).findFirst().orElseThrow();
    }

    /** Returns its name without its operation: {@code refused} for a refund. */
    String nameWithin(Operation operation) {
        String prefix = operation.title() + "-";
        return title().startsWith(prefix) ? title().substring(prefix.length()) : title();
    }

    /**
     * Returns the fault that a payment method's name requests, such as {@code card-timeout-after}.
     * {@code card-declined} requests none: the buyer's bank always declines it.
     */
    public static Optional<Fault> calledForBy(String paymentMethod) {
        return PaymentMethod.suffix(paymentMethod)
                .flatMap(Fault::titled)
                .filter(fault -> fault != DECLINED);
    }
}
