package steadfast.gateway.config;

import java.time.Duration;
import steadfast.gateway.PaymentGateway;

/**
 * A gateway with all required settings.
 *
 * @param chargeTimeout the longest that one of its charges takes
 * @param maxInFlight the most exchanges of one instance with it at once
 * @param playMoney whether it moves no real money
 */
public record ConnectedGateway(
        PaymentGateway gateway, Duration chargeTimeout, int maxInFlight, boolean playMoney) {
    public ConnectedGateway {
        if (maxInFlight < 1) {
            throw new IllegalArgumentException(
                    "steadfast.gateways.%s.max-in-flight must be at least 1: %d"
                            .formatted(gateway.name(), maxInFlight));
        }
    }
}
