package steadfast.gateway.config;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one gateway. Without all credentials of its type it is disabled, with a line in
 * the log.
 */
public interface GatewaySettings {

    /** The protocol of the gateway: {@code sandbox}, {@code stripe} or {@code alipay}. */
    GatewayType type();

    /**
     * The payment methods that it takes; one that ends in {@code *} takes all with that prefix. A
     * {@code *} alone counts only while no gateway of another type is set up.
     */
    Optional<List<String>> methods();

    /**
     * Scheme, host and port; for Alipay its whole URL. With {@code https}, unless it is on this
     * machine.
     */
    Optional<URI> url();

    /** The credential of calls to a sandbox or to Stripe; never logged. */
    Optional<String> apiKey();

    /** The key of a sandbox's or Stripe's callback signatures; never logged. */
    Optional<String> callbackSecret();

    /** Our ID there, which callbacks must name: a sandbox's merchant, Alipay's seller ID. */
    Optional<String> merchant();

    /** Our application's ID at Alipay. */
    Optional<String> appId();

    /** Our RSA key for Alipay, PKCS#8 in Base64; never logged. */
    Optional<String> privateKey();

    /** Alipay's RSA key, X.509 in Base64. */
    Optional<String> publicKey();

    /** The public URL at which Alipay calls us back. */
    Optional<URI> callbackUrl();

    /** The URL to which Stripe returns the buyer after an action. */
    Optional<URI> returnUrl();

    /** The text that the buyer reads in Alipay. */
    @WithDefault("Order")
    String subject();

    /** The type of payment method that is charged at Stripe. */
    @WithDefault("card")
    String stripeType();

    /**
     * The payment method that is charged at Stripe for every buyer. Without one Stripe is disabled;
     * test methods ({@code pm_card_…}) are refused without a test key.
     */
    Optional<String> stripePaymentMethod();

    /** How long opening a connection may take. */
    @WithDefault("PT2S")
    Duration connectTimeout();

    /** How long a charge may take; none starts later than this before its {@code payBy}. */
    @WithDefault("PT10S")
    Duration chargeTimeout();

    /** How long a query may take. */
    @WithDefault("PT5S")
    Duration queryTimeout();

    /** How long a cancel may take. */
    @WithDefault("PT5S")
    Duration cancelTimeout();

    /** How long a refund may take. */
    @WithDefault("PT10S")
    Duration refundTimeout();

    /** The most exchanges of one instance with this gateway at once. */
    @WithDefault("100")
    int maxInFlight();
}
