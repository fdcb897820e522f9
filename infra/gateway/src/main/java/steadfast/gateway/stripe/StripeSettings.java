package steadfast.gateway.stripe;

import java.net.URI;
import java.util.Map;
import steadfast.gateway.CallTimeouts;

/**
 * The settings of a connection to Stripe.
 *
 * @param apiBase scheme, host and port
 * @param apiKey the secret key; never printed
 * @param webhookSecret the secret of the endpoint that receives our callbacks; never printed
 * @param live whether the key is for live mode: callbacks of the other mode are not ours
 * @param returnUrl where the buyer comes back to after an action
 * @param methods Stripe's names of our payment methods
 */
public record StripeSettings(
        String name,
        URI apiBase,
        String apiKey,
        String webhookSecret,
        boolean live,
        URI returnUrl,
        Map<String, Method> methods,
        CallTimeouts timeouts) {

    public StripeSettings {
        if (apiKey.isBlank() || webhookSecret.isBlank()) {
            throw new IllegalArgumentException("Stripe needs an API key and a webhook secret");
        }
        methods = Map.copyOf(methods);
    }

    /**
     * One of our payment methods at Stripe.
     *
     * @param type such as {@code card}
     * @param paymentMethod such as {@code pm_card_visa}
     */
    public record Method(String type, String paymentMethod) {}

    @Override
    public String toString() {
        return "StripeSettings[" + name + " at " + apiBase + ", live=" + live + "]";
    }
}
