package steadfast.payment.callback;

import java.util.Locale;
import steadfast.gateway.CallbackReading.Reason;

/** What became of a callback: how it is counted, answered and logged. */
enum CallbackOutcome {
    /** The first claim of its kind about a payment of ours: passed on. */
    PASSED_ON(Level.FINE),
    /** Claimed before, and passed on then. */
    DUPLICATE(Level.FINE),
    /** Claimed a moment ago, and not shown yet: not kept, to be sent again. */
    TOO_SOON(Level.FINE),
    /** The payment shows it already, as mostly: nothing to ask, and nothing to remember. */
    KNOWN(Level.FINE),
    /** About a payment that we don't know, perhaps not yet: passed on, and not remembered. */
    UNKNOWN_PAYMENT(Level.FINE),
    /** Well signed, and nothing that we act on. */
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

    /** Well signed, and not over what this payment costs: somebody has to look at it. */
    OTHER_AMOUNT(Level.ALARM),
    OTHER_CURRENCY(Level.ALARM),
    /** Well signed by a gateway that this payment never went to. */
    OTHER_GATEWAY(Level.ALARM),

    /** Too many at once: nothing kept, to be sent again. */
    BUSY(Level.SUSPICIOUS),
    /** The database is away, or did not commit: nothing kept, to be sent again. */
    NOT_KEPT(Level.SUSPICIOUS);

    /** Who should hear of it. */
    enum Level {
        /** Nobody. */
        FINE,
        /** Whoever reads the log. */
        SUSPICIOUS,
        /** Whoever is called at night. */
        ALARM
    }

    private final Level level;

    CallbackOutcome(Level level) {
        this.level = level;
    }

    Level level() {
        return level;
    }

    /** As the metric's tag names it. */
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
