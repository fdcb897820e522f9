package steadfast.local.demo;

import java.time.Duration;
import java.time.Instant;

/** The time in which one of the gateways was down. */
record GatewayOutage(String gateway, Instant from, Instant until) {

    boolean isOn(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(until);
    }

    Duration length() {
        return Duration.between(from, until);
    }
}
