package steadfast.local.demo.scenario;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the payment gateways behave while the buyers buy. */
public enum Weather {
    CALM,
    /** Every third call goes wrong in some way. */
    STORM,
    /** More than every second call goes wrong, and one of the gateways is away for a while. */
    HURRICANE,
    /** All gateways are away from before the first order until every order is past its end. */
    BLACKOUT;

    /** Returns the weather of this name, if there is one. */
    public static Optional<Weather> named(String name) {
        return Arrays.stream(values()).filter(one -> one.label().equals(name)).findFirst();
    }

    /** All of them, as a sentence names them. */
    public static String names() {
        return Arrays.stream(values()).map(Weather::label).collect(Collectors.joining(", "));
    }

    /** Returns its name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the sandboxes are started with; who is away, and when, is the demo's own doing. */
    String profile() {
        return switch (this) {
            case CALM, STORM -> label();
            case HURRICANE -> "tempest";
            case BLACKOUT -> CALM.label();
        };
    }

    /** Whether calls may still be on their way when the last buyer has gone home. */
    public boolean isBad() {
        return this != CALM;
    }
}
