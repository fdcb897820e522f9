package steadfast.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * What gateways may do only if it is explicitly allowed; read by every service that connects them.
 */
@ConfigMapping(prefix = "steadfast.allow")
public interface PermissionsConfig {

    /**
     * Whether gateways that move no real money (sandboxes, Stripe by a test key, Alipay's sandbox)
     * may sell: {@code false}, {@code alone} while no other gateway is connected, or {@code true}
     * also beside gateways that move real money.
     */
    @WithDefault("false")
    PlayMoneyPermission playMoney();

    /**
     * Whether a gateway on another machine may be called over plain HTTP, which exposes our
     * credentials to the network.
     */
    @WithDefault("false")
    boolean httpGateways();
}
