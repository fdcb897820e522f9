package steadfast.gateway.config;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadfast.gateway.CallTimeouts;
import steadfast.gateway.GatewayReferences;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.alipay.AlipayGateway;
import steadfast.gateway.alipay.AlipaySettings;
import steadfast.gateway.sandbox.SandboxGateway;
import steadfast.gateway.sandbox.SandboxMerchant;
import steadfast.gateway.stripe.StripeGateway;
import steadfast.gateway.stripe.StripeSettings;

/** Makes the adapter of each type of its settings. */
final class Adapters {
    /** The beginning of Stripe's secret keys that move real money. */
    private static final List<String> LIVE_KEYS = List.of("sk_live_", "rk_live_");

    private final GatewayReferences references;
    private final Clock clock;

    Adapters(GatewayReferences references, Clock clock) {
        this.references = references;
        this.clock = clock;
    }

    /**
     * The adapter.
     *
     * @throws MissingSettingException for the first setting that is not there
     */
    PaymentGateway connect(String name, GatewaySettings settings) {
        return switch (settings.type()) {
            case SANDBOX -> sandbox(name, settings);
            case STRIPE -> new StripeGateway(stripe(name, settings), references);
            case ALIPAY -> new AlipayGateway(alipay(name, settings), clock);
        };
    }

    private static SandboxGateway sandbox(String name, GatewaySettings settings) {
        return new SandboxGateway(
                name,
                required("url", settings.url()),
                present("api-key", settings.apiKey()),
                timeouts(settings),
                new SandboxMerchant(
                        present("callback-secret", settings.callbackSecret()),
                        present("merchant", settings.merchant())));
    }

    private static StripeSettings stripe(String name, GatewaySettings settings) {
        String apiKey = present("api-key", settings.apiKey());
        Map<String, StripeSettings.Method> methods = new LinkedHashMap<>();
        for (String method : settings.methods().orElseGet(List::of)) {
            methods.put(
                    method,
                    new StripeSettings.Method(
                            settings.stripeType(), settings.stripePaymentMethod()));
        }
        return new StripeSettings(
                name,
                required("url", settings.url()),
                apiKey,
                present("callback-secret", settings.callbackSecret()),
                LIVE_KEYS.stream().anyMatch(apiKey::startsWith),
                required("return-url", settings.returnUrl()),
                methods,
                timeouts(settings));
    }

    private static AlipaySettings alipay(String name, GatewaySettings settings) {
        return new AlipaySettings(
                name,
                required("url", settings.url()),
                present("app-id", settings.appId()),
                present("merchant", settings.merchant()),
                present("private-key", settings.privateKey()),
                present("public-key", settings.publicKey()),
                required("callback-url", settings.callbackUrl()),
                settings.subject(),
                timeouts(settings));
    }

    private static CallTimeouts timeouts(GatewaySettings settings) {
        return new CallTimeouts(
                settings.connectTimeout(),
                settings.chargeTimeout(),
                settings.queryTimeout(),
                settings.cancelTimeout(),
                settings.refundTimeout());
    }

    private static String present(String setting, Optional<String> value) {
        return required(setting, value.filter(text -> !text.isBlank()));
    }

    private static <T> T required(String setting, Optional<T> value) {
        return value.orElseThrow(() -> new MissingSettingException(setting));
    }
}
