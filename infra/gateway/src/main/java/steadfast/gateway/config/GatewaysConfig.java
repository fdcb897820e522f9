package steadfast.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/**
 * The gateways by name. The same for everybody who asks one of them; the usual ones stand in this
 * module's {@code META-INF/microprofile-config.properties}, with the environment variables that
 * bring their credentials.
 */
@ConfigMapping(prefix = "steadfast.gateways")
public interface GatewaysConfig {

    /** By the names in metrics, findings, topics and callback URLs. */
    @WithParentName
    Map<String, GatewaySettings> byName();
}
