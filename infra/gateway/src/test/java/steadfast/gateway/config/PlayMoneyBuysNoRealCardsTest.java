package steadfast.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayReferences;

/** Which gateways may sell together, in each combination. */
class PlayMoneyBuysNoRealCardsTest {
    private static final Map<String, String> ALIPAY = new HashMap<>();

    private static final Map<String, Map<String, String>> GATEWAYS =
            Map.of(
                    "sandbox",
                    Map.of("SANDBOX_API_KEY", "key", "SANDBOX_CALLBACK_SECRET", "key"),
                    "sandbox-b",
                    Map.of("SANDBOX_B_API_KEY", "key", "SANDBOX_B_CALLBACK_SECRET", "key"),
                    "stripe-test",
                    stripe("sk_test_1", "pm_card_visa"),
                    "stripe-restricted-test",
                    stripe("rk_test_1", "pm_card_visa"),
                    "stripe-live",
                    stripe("sk_live_1", "pm_1A2b"),
                    "stripe-unknown",
                    stripe("whatever", "pm_1A2b"),
                    "alipay",
                    ALIPAY);

    @BeforeAll
    static void alipaysKeys() throws NoSuchAlgorithmException {
        var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        ALIPAY.put("ALIPAY_APP_ID", "2021");
        ALIPAY.put("ALIPAY_SELLER_ID", "2088");
        ALIPAY.put("ALIPAY_CALLBACK_URL", "https://shop.example/v1/callbacks/alipay");
        ALIPAY.put("ALIPAY_PRIVATE_KEY", base64(keys.getPrivate().getEncoded()));
        ALIPAY.put("ALIPAY_PUBLIC_KEY", base64(keys.getPublic().getEncoded()));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Map<String, String> stripe(String key, String paymentMethod) {
        return Map.of(
                "STRIPE_SECRET_KEY",
                key,
                "STRIPE_WEBHOOK_SECRET",
                "whsec_1",
                "STRIPE_RETURN_URL",
                "https://shop.example/back",
                "STRIPE_PAYMENT_METHOD",
                paymentMethod);
    }

    @ParameterizedTest
    @CsvSource({
        // gateways,                       false, alone, true
        "'',                               sells, sells, sells",
        "sandbox,                          no, sells, sells",
        "sandbox sandbox-b,                no, sells, sells",
        "stripe-test,                      no, sells, sells",
        "stripe-restricted-test,           no, sells, sells",
        "sandbox stripe-test,              no, sells, sells",
        "stripe-live,                      sells, sells, sells",
        "stripe-unknown,                   sells, sells, sells",
        "alipay,                           sells, sells, sells",
        "stripe-live alipay,               sells, sells, sells",
        "sandbox stripe-live,              no, no, sells",
        "sandbox-b stripe-unknown,         no, no, sells",
        "sandbox alipay,                   no, no, sells",
        "stripe-test alipay,               no, no, sells",
        "sandbox sandbox-b alipay,         no, no, sells",
    })
    void eachCombinationSellsOrIsRefused(
            String gateways, String whenFalse, String alone, String whenTrue) {
        try (GatewayDirectory directory = directory(gateways, Map.of())) {
            assertThat(sells(PlayMoneyPermission.FALSE, directory)).isEqualTo(whenFalse);
            assertThat(sells(PlayMoneyPermission.ALONE, directory)).isEqualTo(alone);
            assertThat(sells(PlayMoneyPermission.TRUE, directory)).isEqualTo(whenTrue);
        }
    }

    private static String sells(PlayMoneyPermission permission, GatewayDirectory directory) {
        return permission.refusal(directory).isEmpty() ? "sells" : "no";
    }

    @Test
    void aRefusalNamesTheGatewaysAndWhatToSet() {
        try (GatewayDirectory directory = directory("sandbox sandbox-b alipay", Map.of())) {
            assertThat(PlayMoneyPermission.ALONE.refusal(directory))
                    .contains(
                            "the gateways [sandbox, sandbox-b] move no real money but would sell"
                                    + " beside [alipay], which do: remove the credentials of one"
                                    + " kind, or set STEADFAST_ALLOW_PLAY_MONEY=true");
        }
        try (GatewayDirectory directory = directory("stripe-test", Map.of())) {
            assertThat(PlayMoneyPermission.FALSE.refusal(directory))
                    .contains(
                            "the gateways [stripe] move no real money, and orders paid there"
                                    + " would get real cards: set the credentials of a gateway"
                                    + " that does, or STEADFAST_ALLOW_PLAY_MONEY=alone for a"
                                    + " trial");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://openapi-sandbox.dl.alipaydev.com/gateway.do, true",
        "https://openapi.alipaydev.com/gateway.do, true",
        "https://openapi.AlipayDev.com/gateway.do, true",
        "https://openapi.alipay.com/gateway.do, false",
        "https://notalipaydev.com/gateway.do, false",
        "https://alipaydev.com.evil.example/gateway.do, false",
        "http://127.0.0.1:1/gateway.do, false",
    })
    void alipaysSandboxIsKnownByItsAddress(String url, boolean play) {
        try (GatewayDirectory directory = directory("alipay", Map.of("ALIPAY_URL", url))) {
            assertThat(directory.playMoney().contains("alipay")).isEqualTo(play);
            assertThat(directory.realMoney().contains("alipay")).isEqualTo(!play);
        }
    }

    private static GatewayDirectory directory(String gateways, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>();
        Arrays.stream(gateways.split(" "))
                .filter(name -> !name.isEmpty())
                .forEach(name -> environment.putAll(GATEWAYS.getOrDefault(name, Map.of())));
        environment.putAll(more);
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
