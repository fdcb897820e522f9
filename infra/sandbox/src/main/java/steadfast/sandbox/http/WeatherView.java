package steadfast.sandbox.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import steadfast.sandbox.faults.ChosenFaults;
import steadfast.sandbox.faults.FaultInjector;
import steadfast.sandbox.faults.Profile;

/**
 * The fault settings as the API shows them. If nothing is in flight or pending and there are no
 * calls, no more money moves.
 *
 * @param profile its name, absent if there are chosen faults
 * @param faults percent by name, or absent if there is a profile
 * @param down whether no call about a payment gets through right now
 * @param swallowed calls lost in outages since the start
 * @param inFlight calls that have not reached the ledger yet
 * @param pending payments that are not settled
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WeatherView(
        @Nullable String profile,
        @Nullable Map<String, Integer> faults,
        boolean down,
        int pace,
        long seed,
        int swallowed,
        int inFlight,
        int pending) {

    static WeatherView of(FaultInjector faultInjector, int inFlight, int pending) {
        return new WeatherView(
                switch (faultInjector.climate()) {
                    case Profile profile -> profile.title();
                    case ChosenFaults chosen -> null;
                },
                switch (faultInjector.climate()) {
                    case Profile profile -> null;
                    case ChosenFaults chosen -> byTitle(chosen);
                },
                faultInjector.isDown(),
                faultInjector.pace(),
                faultInjector.seed(),
                faultInjector.swallowedCalls(),
                inFlight,
                pending);
    }

    private static Map<String, Integer> byTitle(ChosenFaults chosen) {
        Map<String, Integer> faults = new TreeMap<>();
        chosen.percents().forEach((fault, percent) -> faults.put(fault.title(), percent));
        return faults;
    }
}
