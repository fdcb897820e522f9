package steadfast.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/**
 * The gateways by name. The same for every service that calls a gateway; the usual ones are in this
 * module's {@code META-INF/microprofile-config.properties}, with the environment variables for
 * their credentials.
 */
@ConfigMapping(prefix = "steadfast.gateways")
public interface GatewaysConfig {

    /** The gateways by the name used in metrics, findings, topics and callback URLs. */
    @WithParentName
    Map<String, GatewaySettings> byName();
}
