package steadfast.launcher.shop;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A running shop from outside, for a program that starts it: addresses, keys, and the servers
 * behind it.
 *
 * <p>Base addresses have no path, such as {@code http://127.0.0.1:8081}.
 */
public interface RunningShop {

    /** Where order-service answers. */
    URI order();

    /** Where payment-service answers. */
    URI payment();

    /** Where fulfillment-service answers. */
    URI fulfillment();

    /** Where reconciler-service answers. */
    URI reconciler();

    /**
     * Where a service tells its health, its metrics and its API, below {@code /q/}.
     *
     * @param service such as {@code payment-service}
     */
    URI management(String service);

    /** Its payment gateways; each takes payment methods of its own. */
    List<GatewayAccess> gateways();

    /** A storefront's API key. */
    String storefrontKey();

    /** An operator's token. */
    String operatorToken();

    /**
     * A JDBC URL with its credentials in it.
     *
     * @param database {@code orders}, {@code payments}, {@code fulfillment} or {@code reconciler}
     */
    String jdbcUrl(String database);

    /** The same of the role that owns the tables. */
    String ownerJdbcUrl(String database);

    /**
     * How an administrator's client reaches Kafka; {@code bootstrap.servers} is always among it.
     */
    Map<String, String> kafkaSettings();

    /**
     * Returns the current process ID of each of our four services by its name: a restarted service
     * has a new one.
     */
    Map<String, Long> servicePids();
}
