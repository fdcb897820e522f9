package steadfast.payment.callback;

import java.util.Locale;
import steadfast.gateway.CallbackReading.Reason;

/** The outcome of a callback: how it is counted, answered and logged. */
enum CallbackOutcome {
    /** The first claim of its kind about a payment of ours: passed on. */
    PASSED_ON(Level.FINE),
    /** A repeated claim that was passed on before. */
    DUPLICATE(Level.FINE),
    /** A claim that was passed on a moment ago, and isn't shown yet: it must be sent again. */
    TOO_SOON(Level.FINE),
    /** The payment shows it already, the usual case: nothing to ask, and nothing to store. */
    KNOWN(Level.FINE),
    /** About a payment that we don't know, perhaps not yet: passed on, and not stored. */
    UNKNOWN_PAYMENT(Level.FINE),
    /** Correctly signed, but nothing that we act on. */
    IRRELEVANT(Level.FINE),

    UNSIGNED(Level.SUSPICIOUS),
    WRONG_SIGNATURE(Level.SUSPICIOUS),
    UNSUPPORTED_ALGORITHM(Level.SUSPICIOUS),
    STALE(Level.SUSPICIOUS),
    FROM_THE_FUTURE(Level.SUSPICIOUS),
    MALFORMED(Level.SUSPICIOUS),
    DUPLICATE_PARAMETER(Level.SUSPICIOUS),
    OTHER_MERCHANT(Level.SUSPICIOUS),
    TOO_LARGE(Level.SUSPICIOUS),
    /** The body did not come, or not in time. */
    INCOMPLETE(Level.SUSPICIOUS),
    UNKNOWN_GATEWAY(Level.SUSPICIOUS),

    /**
     * Correctly signed, but with another amount than this payment's: a person has to look at it.
     */
    OTHER_AMOUNT(Level.ALARM),
    OTHER_CURRENCY(Level.ALARM),
    /** Correctly signed by a gateway other than this payment's. */
    OTHER_GATEWAY(Level.ALARM),

    /** Too many at once: nothing stored, the gateway must send it again. */
    BUSY(Level.SUSPICIOUS),
    /** The database is down, or did not commit: nothing stored, the gateway must send it again. */
    NOT_KEPT(Level.SUSPICIOUS);

    /** Who should be notified of it. */
    enum Level {
        /** Nobody. */
        FINE,
        /** Readers of the log. */
        SUSPICIOUS,
        /** The person on call. */
        ALARM
    }

    private final Level level;

    CallbackOutcome(Level level) {
        this.level = level;
    }

    Level level() {
        return level;
    }

    /** Returns the name used in the metric's tag. */
    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static CallbackOutcome of(Reason reason) {
        return switch (reason) {
            case UNSIGNED -> UNSIGNED;
            case WRONG_SIGNATURE -> WRONG_SIGNATURE;
            case UNSUPPORTED_ALGORITHM -> UNSUPPORTED_ALGORITHM;
            case STALE -> STALE;
            case FROM_THE_FUTURE -> FROM_THE_FUTURE;
            case MALFORMED -> MALFORMED;
            case DUPLICATE_PARAMETER -> DUPLICATE_PARAMETER;
            case OTHER_MERCHANT -> OTHER_MERCHANT;
        };
    }
}
