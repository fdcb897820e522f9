package steadfast.gateway.config;

import java.net.URI;
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

/** Creates each gateway's adapter from its settings. */
final class Adapters {
    /** The prefix of Stripe's payment methods that exist only in test mode. */
    private static final String TEST_METHOD = "pm_card_";

    private final GatewayReferences references;
    private final Clock clock;
    private final boolean httpAllowed;

    /**
     * @param httpAllowed whether a gateway on another machine may be called without TLS
     */
    Adapters(GatewayReferences references, Clock clock, boolean httpAllowed) {
        this.references = references;
        this.clock = clock;
        this.httpAllowed = httpAllowed;
    }

    /**
     * Returns the gateway with its adapter.
     *
     * @throws MissingSettingException for the first missing setting
     * @throws IllegalArgumentException for an invalid setting
     */
    ConnectedGateway connect(String name, GatewaySettings settings) {
        PaymentGateway adapter =
                switch (settings.type()) {
                    case SANDBOX -> sandbox(name, settings);
                    case STRIPE -> new StripeGateway(stripe(name, settings), references);
                    case ALIPAY -> new AlipayGateway(alipay(name, settings), clock);
                };
        GatewayUrl.require(name, required("url", settings.url()), httpAllowed);
        return new ConnectedGateway(
                adapter,
                settings.chargeTimeout(),
                settings.maxInFlight(),
                MoneyKind.isPlay(settings));
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
        String webhookSecret = present("callback-secret", settings.callbackSecret());
        URI returnUrl = required("return-url", settings.returnUrl());
        String paymentMethod = present("stripe-payment-method", settings.stripePaymentMethod());
        if (!MoneyKind.isPlay(settings) && paymentMethod.startsWith(TEST_METHOD)) {
            throw new IllegalArgumentException(
                    "steadfast.gateways.%s.stripe-payment-method is %s, which only Stripe's test mode has, but the API key is not for test mode: set one of the live account"
                            .formatted(name, paymentMethod));
        }
        Map<String, StripeSettings.Method> methods = new LinkedHashMap<>();
        for (String method : settings.methods().orElseGet(List::of)) {
            methods.put(method, new StripeSettings.Method(settings.stripeType(), paymentMethod));
        }
        return new StripeSettings(
                name,
                required("url", settings.url()),
                apiKey,
                webhookSecret,
                MoneyKind.isLive(apiKey),
                returnUrl,
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
