package steadfast.sandbox.faults;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import steadfast.sandbox.protocol.Fault;
import steadfast.sandbox.protocol.Operation;

/** The named profiles of faults ("weathers"). */
public enum Profile implements FaultRates {
    /** Nothing goes wrong. */
    CALM(0, false),

    /** 30 of 100 calls and callbacks are bad. */
    STORM(1, false),

    /**
     * 60 of 100 calls and callbacks are bad, and soon after the first charge there is an outage.
     */
    HURRICANE(2, true),

    /** The hurricane's mix without its outage, for callers that cause outages themselves. */
    TEMPEST(2, false);

    private final int strength;
    private final boolean bringsOutage;

    Profile(int strength, boolean bringsOutage) {
        this.strength = strength;
        this.bringsOutage = bringsOutage;
    }

    /** Returns all names, as in a sentence. */
    public static String titles() {
        return Arrays.stream(values())
                .map(Profile::title)
                .collect(Collectors.joining(", "))
                .replaceFirst(", (?=[^,]*$)", " or ");
    }

    /** Finds a profile by its name on the command line. */
    public static Optional<Profile> titled(String title) {
        return Arrays.stream(values()).filter(profile -> profile.title().equals(title)).findFirst();
    }

    /** Returns its name on the command line. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean bringsOutage() {
        return bringsOutage;
    }

    @Override
    public int percent(Fault fault, Operation operation) {
        return strength * inAStorm(fault).of(operation);
    }

    /** The storm's mix in percent of each operation's calls; each column adds up to 30. */
    private static Row inAStorm(Fault fault) {
        return switch (fault) {
            // ............................. charge, query, cancel, refund, callback
            case TIMEOUT_BEFORE -> new Row(3, 5, 4, 4, 0);
            case TIMEOUT_AFTER -> new Row(5, 0, 4, 5, 0);
            case LATE_LANDING -> new Row(3, 0, 2, 3, 0);
            case BUSY -> new Row(4, 7, 5, 5, 0);
            case RATE_LIMITED -> new Row(3, 6, 4, 4, 0);
            case RESET -> new Row(3, 5, 3, 3, 0);
            case HALF_BODY -> new Row(2, 2, 2, 2, 0);
            case GARBAGE -> new Row(1, 1, 1, 1, 0);
            case SLOW -> new Row(2, 2, 2, 3, 0);
            case DECLINED -> new Row(1, 0, 0, 0, 0);
            case PENDING -> new Row(2, 0, 0, 0, 0);
            case QUERY_LAG -> new Row(0, 1, 0, 0, 0);
            case CANCEL_RACE -> new Row(1, 0, 3, 0, 0);
            case QUERY_NOT_FOUND -> new Row(0, 1, 0, 0, 0);
            case CALLBACK_DELAYED -> new Row(0, 0, 0, 0, 7);
            case CALLBACK_LOST -> new Row(0, 0, 0, 0, 6);
            case CALLBACK_DUPLICATED -> new Row(0, 0, 0, 0, 6);
            case CALLBACK_REORDERED -> new Row(0, 0, 0, 0, 4);
            case CALLBACK_FORGED -> new Row(0, 0, 0, 0, 2);
            case CALLBACK_CONTRADICTORY -> new Row(0, 0, 0, 0, 2);
            case CALLBACK_BEFORE_ANSWER -> new Row(0, 0, 0, 0, 3);
            // Used only by name: they need minutes, or a person.
            case LATE_LANDING_MINUTE,
                    QUERY_LAG_LONG,
                    REFUND_REFUSED,
                    REFUND_CONTRADICTED,
                    AMOUNT_TOO_SMALL,
                    AMOUNT_TOO_LARGE,
                    CURRENCY_NOT_TAKEN,
                    METHOD_NOT_AVAILABLE ->
                    new Row(0, 0, 0, 0, 0);
        };
    }

    private record Row(int charge, int query, int cancel, int refund, int callback) {

        int of(Operation operation) {
            return switch (operation) {
                case CHARGE -> charge;
                case QUERY -> query;
                case CANCEL -> cancel;
                case REFUND -> refund;
                case CALLBACK -> callback;
            };
        }
    }
}
