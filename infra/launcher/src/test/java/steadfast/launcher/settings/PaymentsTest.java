package steadfast.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.launcher.process.LaunchFailure;

/** Which gateways a shop of this machine has, by what the environment has credentials for. */
class PaymentsTest {
    private final Map<String, String> environment = new HashMap<>();

    @ParameterizedTest
    @CsvSource({
        // credentials, permission said, sandboxes, permission handed on
        "NONE=, , true, alone",
        "NONE=, false, false, false",
        "NONE=, true, true, true",
        "STRIPE_SECRET_KEY=sk_test_1, , true, alone",
        "STRIPE_SECRET_KEY=rk_test_1, , true, alone",
        "STRIPE_SECRET_KEY=sk_live_1, , false, false",
        "STRIPE_SECRET_KEY=rk_live_1, , false, false",
        "STRIPE_SECRET_KEY=something, , false, false",
        "STRIPE_SECRET_KEY=sk_live_1, true, true, true",
        "STRIPE_SECRET_KEY=sk_live_1, false, false, false",
        "STRIPE_WEBHOOK_SECRET=whsec_1, , true, alone",
        "STEADFAST_GATEWAYS_STRIPE_API_KEY=sk_live_1, , false, false",
        "ALIPAY_APP_ID=2021, , false, false",
        "ALIPAY_PRIVATE_KEY=MII, , false, false",
        "ALIPAY_PUBLIC_KEY=MII, , false, false",
        "ALIPAY_APP_ID=2021, true, true, true",
        "ALIPAY_METHODS=card, , true, alone",
        "ALIPAY_APP_ID= , , true, alone",
    })
    void theSandboxesStartWhileNobodyHasCredentialsOfRealMoney(
            String credential, String permission, boolean sandboxes, String handedOn) {
        write(credential);
        if (permission != null) {
            environment.put("STEADFAST_ALLOW_PLAY_MONEY", permission);
        }

        assertThat(payments().sandboxes()).isEqualTo(sandboxes);
        assertThat(payments().permission())
                .isEqualTo(Map.of("STEADFAST_ALLOW_PLAY_MONEY", handedOn));
        assertThat(new Settings(environment).portsToListenOn().containsKey("SANDBOX_PORT"))
                .isEqualTo(sandboxes);
    }

    @ParameterizedTest
    @CsvSource({
        "https://openapi-sandbox.dl.alipaydev.com/gateway.do, true",
        "https://openapi.alipaydev.com/gateway.do, true",
        "https://OpenAPI.AlipayDev.com/gateway.do, true",
        "https://openapi.alipay.com/gateway.do, false",
        "https://notalipaydev.com/gateway.do, false",
        "https://alipaydev.com.evil.example/gateway.do, false",
        "not an address, false",
    })
    void alipaysSandboxIsKnownByItsAddress(String url, boolean play) {
        write("ALIPAY_APP_ID=2021");
        write("ALIPAY_URL=" + url);

        assertThat(payments().sandboxes()).isEqualTo(play);
    }

    @Test
    void aFurtherGatewayIsRealUnlessItIsKnownNotToBe() {
        write("STEADFAST_GATEWAYS_BANK_TYPE=newer");
        write("STEADFAST_GATEWAYS_BANK_API_KEY=key");
        assertThat(payments().sandboxes()).isFalse();

        write("STEADFAST_GATEWAYS_BANK_TYPE=sandbox");
        assertThat(payments().sandboxes()).isTrue();
    }

    @Test
    void whoAllowsPlayMoneyAloneIsToldThatItWouldNotBe() {
        write("STEADFAST_ALLOW_PLAY_MONEY=alone");
        write("ALIPAY_APP_ID=2021");

        assertThatThrownBy(this::payments)
                .isInstanceOf(LaunchFailure.class)
                .hasMessage(
                        "STEADFAST_ALLOW_PLAY_MONEY is 'alone', but the environment has credentials"
                                + " of alipay, where real money moves: unset one or the other.");
    }

    @Test
    void aPermissionThatIsNoneIsToldWithThoseThatAre() {
        write("STEADFAST_ALLOW_PLAY_MONEY=yes");

        assertThatThrownBy(this::payments)
                .hasMessage(
                        "STEADFAST_ALLOW_PLAY_MONEY is 'yes', but must be false, alone or true.");
    }

    @Test
    void theSandboxesMethodsAreOrderServicesOwnToOffer() {
        assertThat(payments().offered()).isEmpty();
        assertThat(payments().sandboxMethods()).isEmpty();
    }

    @Test
    void withoutTheSandboxesTheOthersMethodsAreOffered() {
        write("ALIPAY_APP_ID=2021");
        write("STRIPE_SECRET_KEY=sk_live_1");
        write("STRIPE_METHODS=stripe, wechat,stripe-*");

        assertThat(payments().offered())
                .isEqualTo(Map.of("STEADFAST_ORDER_PAYMENT_METHODS", "alipay,stripe,wechat"));
    }

    @Test
    void whatNobodyTakesIsNotOffered() {
        write("ALIPAY_APP_ID=2021");
        write("STEADFAST_ORDER_PAYMENT_METHODS=alipay,card");

        assertThatThrownBy(() -> payments().offered())
                .hasMessage(
                        "STEADFAST_ORDER_PAYMENT_METHODS offers 'card', which no payment gateway"
                                + " takes (supported values: alipay): remove it, or name it in"
                                + " that gateway's methods.");
        write("ALIPAY_METHODS=alipay,c*");
        assertThat(payments().offered()).isEmpty();
    }

    @Test
    void whereNobodyCanPayNothingStarts() {
        write("STEADFAST_ALLOW_PLAY_MONEY=false");

        assertThatThrownBy(() -> payments().offered())
                .hasMessageStartingWith(
                        "STEADFAST_ALLOW_PLAY_MONEY is 'false' and the environment has credentials"
                                + " of no payment gateway");
    }

    @Test
    void whereMethodsHaveNoFixedNamesTheUserSaysWhatIsOffered() {
        write("STRIPE_SECRET_KEY=sk_live_1");
        write("STRIPE_METHODS=stripe-*");

        assertThatThrownBy(() -> payments().offered())
                .hasMessageStartingWith("STEADFAST_ORDER_PAYMENT_METHODS must list");
    }

    @Test
    void besideAnotherGatewayTheSandboxTakesWhatItIsNamedForAndNoTypo() {
        write("STRIPE_SECRET_KEY=sk_test_1");
        write("STEADFAST_ORDER_PAYMENT_METHODS=card,qr,wallet-qr,card-declined,stripe");

        assertThat(payments().sandboxMethods())
                .isEqualTo(Map.of("SANDBOX_METHODS", "card*,qr*,redirect*,script:*"));
        assertThat(payments().offered()).isEmpty();

        write("STEADFAST_ORDER_PAYMENT_METHODS=card,stripes");
        assertThatThrownBy(() -> payments().offered()).hasMessageContaining("'stripes'");
    }

    private void write(String setting) {
        String[] words = setting.split("=", 2);
        environment.put(words[0], words[1]);
    }

    private GatewaySelection payments() {
        return new Settings(environment).payments();
    }
}
