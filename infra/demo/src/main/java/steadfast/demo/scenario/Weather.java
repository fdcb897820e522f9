package steadfast.demo.scenario;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The behaviour of the payment gateways while the buyers buy. */
public enum Weather {
    CALM,
    /** Every third call goes wrong in some way. */
    STORM,
    /** More than every second call goes wrong, and one of the gateways is down for a while. */
    HURRICANE,
    /** All gateways are down from before the first order until every order is past its end. */
    BLACKOUT;

    /** Returns the weather of this name, if there is one. */
    public static Optional<Weather> named(String name) {
        return Arrays.stream(values()).filter(one -> one.label().equals(name)).findFirst();
    }

    /** Returns all of them, as in a sentence. */
    public static String names() {
        return Arrays.stream(values()).map(Weather::label).collect(Collectors.joining(", "));
    }

    /** Returns its name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the profile with which the sandboxes start; the demo itself causes outages. */
    String profile() {
        return switch (this) {
            case CALM, STORM -> label();
            case HURRICANE -> "tempest";
            case BLACKOUT -> CALM.label();
        };
    }

    /** Returns whether calls may still be in progress when the last buyer has left. */
    public boolean isBad() {
        return this != CALM;
    }
}
