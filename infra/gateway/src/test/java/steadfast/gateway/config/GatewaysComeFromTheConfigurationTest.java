package steadfast.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayReferences;

/** With the defaults that stand in this module, and an environment on top. */
class GatewaysComeFromTheConfigurationTest {
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void withoutCredentialsEveryGatewayIsDisabledAndSaysWhatItLacks() {
        GatewayDirectory directory = directory();

        assertThat(directory.connected()).isEmpty();
        assertThat(directory.complaints()).isEmpty();
        assertThat(directory.remarks())
                .hasSize(4)
                .contains(
                        "gateway stripe is disabled, and with it the payment methods [stripe]:"
                                + " set steadfast.gateways.stripe.api-key",
                        "gateway sandbox-b is disabled, and with it the payment methods [wallet*]:"
                                + " set steadfast.gateways.sandbox-b.api-key");
    }

    @Test
    void aGatewayThatIsHalfSetUpIsAComplaint() {
        environment.put("STRIPE_SECRET_KEY", "sk_test_secret");

        GatewayDirectory directory = directory();

        assertThat(directory.complaints())
                .containsExactly(
                        "gateway stripe is disabled, and with it the payment methods [stripe]:"
                                + " set steadfast.gateways.stripe.callback-secret");
        assertThat(directory.remarks()).hasSize(3);
    }

    @Test
    void theEnvironmentBringsTheCredentialsAndNothingPrintsThem() throws Exception {
        environment.put("SANDBOX_API_KEY", "key-of-the-sandbox");
        environment.put("SANDBOX_CALLBACK_SECRET", "secret-of-the-sandbox");
        environment.put("STRIPE_SECRET_KEY", "sk_test_secret");
        environment.put("STRIPE_WEBHOOK_SECRET", "whsec_secret");
        environment.put("STRIPE_RETURN_URL", "https://shop.example/back");
        environment.put("STRIPE_PAYMENT_METHOD", "pm_card_visa");
        environment.put("ALIPAY_APP_ID", "2021");
        environment.put("ALIPAY_SELLER_ID", "2088");
        environment.put("ALIPAY_CALLBACK_URL", "https://shop.example/v1/callbacks/alipay");
        var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        String privateKey = Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded());
        environment.put("ALIPAY_PRIVATE_KEY", privateKey);
        environment.put(
                "ALIPAY_PUBLIC_KEY",
                Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));

        try (GatewayDirectory directory = directory()) {
            assertThat(directory.connected()).containsOnlyKeys("alipay", "sandbox", "stripe");
            assertThat(directory.find("stripe")).isPresent();
            assertThat(directory.find("sandbox-b")).isEmpty();
            assertThat(directory.toString() + directory.complaints() + directory.remarks())
                    .doesNotContain("key-of-the-sandbox", "secret", privateKey);
        }
    }

    @Test
    void aMethodGoesToItsClosestMatch() {
        MethodRoutes routes = directory().routes();

        assertThat(routes.gatewayOf("card")).contains("sandbox");
        assertThat(routes.gatewayOf("wallet")).contains("sandbox-b");
        assertThat(routes.gatewayOf("wallet-qr")).contains("sandbox-b");
        assertThat(routes.gatewayOf("stripe")).contains("stripe");
        assertThat(routes.gatewayOf("stripes")).contains("sandbox");
    }

    @Test
    void whatATypoKeepsFromAnotherGatewayGoesNowhere() {
        environment.put("SANDBOX_API_KEY", "key");
        environment.put("SANDBOX_CALLBACK_SECRET", "key");
        environment.put("ALIPAY_APP_ID", "2021");
        environment.put("ALIPAY_METHODS", "aliapy");

        try (GatewayDirectory directory = directory()) {
            assertThat(directory.routes().gatewayOf("alipay")).isEmpty();
            assertThat(directory.routes().gatewayOf("card")).isEmpty();
            assertThat(directory.routes().gatewayOf("wallet")).contains("sandbox-b");
            assertThat(directory.complaints())
                    .contains(
                            "gateway sandbox takes no payment method by '*' while a gateway of"
                                    + " another type is set up: name them in"
                                    + " steadfast.gateways.sandbox.methods");
        }

        environment.put("SANDBOX_METHODS", "card*");
        try (GatewayDirectory directory = directory()) {
            assertThat(directory.routes().gatewayOf("card-expired")).contains("sandbox");
            assertThat(directory.routes().gatewayOf("alipay")).isEmpty();
            assertThat(directory.complaints()).noneMatch(line -> line.contains("'*'"));
        }
    }

    @Test
    void stripeChargesNothingThatNobodyNamed() {
        stripe("sk_test_1");

        assertThat(directory().connected()).isEmpty();
        assertThat(directory().complaints())
                .containsExactly(
                        "gateway stripe is disabled, and with it the payment methods [stripe]:"
                                + " set steadfast.gateways.stripe.stripe-payment-method");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk_live_1", "rk_live_1", "whatever"})
    void aLiveKeyChargesNoTestMethod(String key) {
        stripe(key);
        environment.put("STRIPE_PAYMENT_METHOD", "pm_card_visa");

        assertThatThrownBy(this::directory)
                .hasMessage(
                        "steadfast.gateways.stripe.stripe-payment-method is pm_card_visa, which"
                                + " only Stripe's test mode has, but the API key is not for test"
                                + " mode: set one of the live account");

        environment.put("STRIPE_PAYMENT_METHOD", "pm_1A2b");
        try (GatewayDirectory directory = directory()) {
            assertThat(directory.realMoney()).containsExactly("stripe");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.stripe.example",
                "HTTP://api.stripe.example",
                "http://10.0.0.7:8080",
                "http://127.evil.example",
                "http://localhost.evil.example",
                "http://127.0.0.1@evil.example",
                "http://[2001:db8::1]"
            })
    void credentialsGoNowhereInTheClear(String url) {
        stripe("sk_test_1");
        environment.put("STRIPE_PAYMENT_METHOD", "pm_card_visa");
        environment.put("STRIPE_URL", url);

        assertThatThrownBy(this::directory)
                .hasMessage(
                        "steadfast.gateways.stripe.url is %s, which exposes our credentials to the network: use https, or set STEADFAST_ALLOW_HTTP_GATEWAYS=true"
                                .formatted(url));

        environment.put("steadfast.allow.http-gateways", "true");
        directory().close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8090",
                "http://localhost:8090",
                "http://[::1]:8090",
                "https://api.stripe.example"
            })
    void theyGoByTlsAndToThisMachine(String url) {
        stripe("sk_test_1");
        environment.put("STRIPE_PAYMENT_METHOD", "pm_card_visa");
        environment.put("STRIPE_URL", url);

        try (GatewayDirectory directory = directory()) {
            assertThat(directory.connected()).containsOnlyKeys("stripe");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://api.stripe.example", "api.stripe.com", "https:///path"})
    void whatIsNoAddressOfAServerIsRefused(String url) {
        stripe("sk_test_1");
        environment.put("STRIPE_PAYMENT_METHOD", "pm_card_visa");
        environment.put("STRIPE_URL", url);

        assertThatThrownBy(this::directory)
                .hasMessage("steadfast.gateways.stripe.url must be https://host…, and is: " + url);
    }

    @Test
    void whatNobodyTakesGoesNowhere() {
        environment.put("SANDBOX_METHODS", "card,qr");

        assertThat(directory().routes().gatewayOf("cheque")).isEmpty();
    }

    @Test
    void oneMethodAtTwoGatewaysIsRefusedAtStart() {
        environment.put("STRIPE_METHODS", "alipay");

        assertThatThrownBy(this::directory)
                .hasMessage(
                        "payment method 'alipay' goes to two gateways: name it in"
                                + " steadfast.gateways.alipay.methods or in"
                                + " steadfast.gateways.stripe.methods");
    }

    @Test
    void anotherGatewayIsAFewLinesMore() {
        environment.put("steadfast.gateways.third.type", "sandbox");
        environment.put("steadfast.gateways.third.url", "http://127.0.0.1:1");
        environment.put("steadfast.gateways.third.api-key", "key");
        environment.put("steadfast.gateways.third.callback-secret", "key");
        environment.put("steadfast.gateways.third.merchant", "us");
        environment.put("steadfast.gateways.third.methods", "voucher");
        environment.put("steadfast.gateways.third.max-in-flight", "7");

        try (GatewayDirectory directory = directory()) {
            assertThat(directory.connected().get("third").maxInFlight()).isEqualTo(7);
            assertThat(directory.routes().gatewayOf("voucher")).contains("third");
        }
    }

    @Test
    void aNameThatFitsIntoNoTopicIsRefusedAtStart() {
        environment.put("steadfast.gateways.Bank_1.type", "sandbox");

        assertThatThrownBy(this::directory).hasMessageContaining("Bank_1");
    }

    private void stripe(String key) {
        environment.put("STRIPE_SECRET_KEY", key);
        environment.put("STRIPE_WEBHOOK_SECRET", "whsec_1");
        environment.put("STRIPE_RETURN_URL", "https://shop.example/back");
    }

    private GatewayDirectory directory() {
        var config =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .addPropertiesSources()
                        .withSources(new PropertiesConfigSource(environment, "environment", 300))
                        .withMapping(GatewaysConfig.class)
                        .withMapping(PermissionsConfig.class)
                        .build();
        return GatewayDirectory.of(
                config.getConfigMapping(GatewaysConfig.class),
                config.getConfigMapping(PermissionsConfig.class),
                new Nowhere(),
                Clock.systemUTC());
    }

    private static final class Nowhere implements GatewayReferences {
        @Override
        public Optional<String> find(String gateway, PaymentId paymentId) {
            return Optional.empty();
        }

        @Override
        public void store(String gateway, PaymentId paymentId, String reference) {}
    }
}
