package steadfast.demo.gateways;

/**
 * The gateway of each payment method, independent of the services' own configuration, which is
 * under test.
 */
public final class Routing {

    /** Takes everything that no other gateway takes. */
    public static final String CARDS = "sandbox";

    /** Takes the wallets. */
    public static final String WALLETS = "sandbox-b";

    private static final String WALLET = "wallet";

    private Routing() {}

    /** The name of the gateway that payments by this method must be at. */
    public static String gatewayOf(String paymentMethod) {
        return paymentMethod.startsWith(WALLET) ? WALLETS : CARDS;
    }
}
