package steadfast.demo.gateways;

import java.time.Duration;
import java.time.Instant;

/** The time in which one of the gateways was down. */
public record GatewayOutage(String gateway, Instant from, Instant until) {

    /** True if the gateway is away at this moment. */
    public boolean isOn(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(until);
    }

    /** Returns how long the gateway is away. */
    public Duration length() {
        return Duration.between(from, until);
    }
}
