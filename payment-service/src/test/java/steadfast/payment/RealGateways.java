package steadfast.payment;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import steadfast.testkit.alipay.AlipayDouble;
import steadfast.testkit.alipay.TestKeys;
import steadfast.testkit.stripe.StripeDouble;

/**
 * The gateways as in production: out of the configuration, by the environment's variables. Only
 * that Stripe and Alipay stand on this machine, that Stripe has little room, and that there is one
 * more account at Stripe whose buyers have to confirm.
 */
public final class RealGateways implements QuarkusTestProfile {
    static final String WEBHOOK_SECRET = "whsec_double";
    static final String CONFIRMED_GATEWAY = "stripe-confirmed";
    static final String CONFIRMED_METHOD = "card-confirmed";
    static final String CONFIRMED_SECRET = "whsec_confirmed";
    private static final String CONFIRMED = "steadfast.gateways." + CONFIRMED_GATEWAY + ".";

    static final String ALIPAYS_CALLBACKS = "https://shop.example/v1/callbacks/alipay";

    /** All exchanges at once; were Stripe's not bounded by themselves, they would fill it. */
    static final int MAX_IN_FLIGHT = 12;

    private static final int MAX_IN_FLIGHT_AT_STRIPE = 4;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                // The other tests' gateways: without them the application's own are there.
                "quarkus.arc.exclude-types",
                "steadfast.payment.ScriptedDirectory",
                "steadfast.payment.max-in-flight",
                String.valueOf(MAX_IN_FLIGHT),
                "steadfast.gateways.stripe.max-in-flight",
                String.valueOf(MAX_IN_FLIGHT_AT_STRIPE),
                // Longer than a test waits: what hangs hangs until the test ends it.
                "steadfast.gateways.stripe.charge-timeout",
                "PT5M",
                // Stripe's double has a test key, Alipay's is taken for the real one.
                "steadfast.allow.play-money",
                "true",
                "steadfast.gateways.alipay.charge-timeout",
                "PT5M");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Doubles.class));
    }

    /** Starts both and configures them. */
    public static final class Doubles implements QuarkusTestResourceLifecycleManager {
        private @Nullable StripeDouble stripe;
        private @Nullable AlipayDouble alipay;

        @Override
        public Map<String, String> start() {
            TestKeys alipays = TestKeys.generate();
            TestKeys merchants = TestKeys.generate();
            try {
                stripe = new StripeDouble();
                alipay = new AlipayDouble(alipays, merchants);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.ofEntries(
                    Map.entry("STRIPE_URL", stripe.address().toString()),
                    Map.entry("STRIPE_SECRET_KEY", StripeDouble.API_KEY),
                    Map.entry("STRIPE_WEBHOOK_SECRET", WEBHOOK_SECRET),
                    Map.entry("STRIPE_RETURN_URL", "https://shop.example/back"),
                    Map.entry("STRIPE_PAYMENT_METHOD", "pm_card_visa"),
                    Map.entry(CONFIRMED + "type", "stripe"),
                    Map.entry(CONFIRMED + "methods", CONFIRMED_METHOD),
                    Map.entry(CONFIRMED + "url", stripe.address().toString()),
                    Map.entry(CONFIRMED + "api-key", StripeDouble.API_KEY),
                    Map.entry(CONFIRMED + "callback-secret", CONFIRMED_SECRET),
                    Map.entry(CONFIRMED + "return-url", "https://shop.example/back"),
                    Map.entry(
                            CONFIRMED + "stripe-payment-method", "pm_card_authenticationRequired"),
                    Map.entry("ALIPAY_URL", alipay.address().resolve("/gateway.do").toString()),
                    Map.entry("ALIPAY_APP_ID", AlipayDouble.APP_ID),
                    Map.entry("ALIPAY_SELLER_ID", AlipayDouble.SELLER_ID),
                    Map.entry("ALIPAY_PRIVATE_KEY", merchants.privateKey()),
                    Map.entry("ALIPAY_PUBLIC_KEY", alipays.publicKey()),
                    Map.entry("ALIPAY_CALLBACK_URL", ALIPAYS_CALLBACKS));
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(stripe, new TestInjector.MatchesType(StripeDouble.class));
            injector.injectIntoFields(alipay, new TestInjector.MatchesType(AlipayDouble.class));
        }

        @Override
        public void stop() {
            Objects.requireNonNull(stripe).close();
            Objects.requireNonNull(alipay).close();
        }
    }
}
