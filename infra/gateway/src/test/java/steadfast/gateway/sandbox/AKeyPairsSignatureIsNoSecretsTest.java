package steadfast.gateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackReading.Reason;
import steadfast.gateway.CallbackReading.Rejected;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.contract.HmacCallback;

/** Whoever calls may not choose by what is checked that it is them. */
class AKeyPairsSignatureIsNoSecretsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String TIME = "t=" + NOW.getEpochSecond();
    private static final String BODY =
            """
            {"id":"evt-1","merchant":"steadfast","payment":{\
            "paymentId":"0195a0b0-0000-7000-8000-000000000000-1","status":"CAPTURED",\
            "amountMinor":4999,"currency":"CNY","capturedAt":"2026-03-01T11:59:00Z"}}\
            """;

    private final SandboxCallbacks callbacks = new SandboxCallbacks(SandboxMerchant.OF_THE_SANDBOX);

    @Test
    void anRsaSignatureInTheSecretsPlaceIsWrong() throws GeneralSecurityException {
        byte[] rsa = rsa(pair(), NOW.getEpochSecond() + "." + BODY);

        assertRejected(TIME + ",v1=" + HexFormat.of().formatHex(rsa), Reason.WRONG_SIGNATURE);
        assertRejected(
                TIME + ",v1=" + Base64.getEncoder().encodeToString(rsa), Reason.WRONG_SIGNATURE);
    }

    @Test
    void anotherSchemeIsNotLookedAtHoweverWellItFits() throws GeneralSecurityException {
        String rsa =
                Base64.getEncoder().encodeToString(rsa(pair(), NOW.getEpochSecond() + "." + BODY));
        String right =
                HmacCallback.hmac(
                        SandboxMerchant.OF_THE_SANDBOX.callbackSecret(),
                        NOW.getEpochSecond() + "." + BODY);

        for (String scheme :
                new String[] {"RS256=" + rsa, "v0=" + right, "V1=" + right, "alg=none"}) {
            assertRejected(TIME + "," + scheme, Reason.UNSUPPORTED_ALGORITHM);
        }
        assertThat(read(TIME + ",v1=" + right)).isInstanceOf(CallbackReading.Genuine.class);
    }

    private void assertRejected(String header, Reason reason) {
        assertThat(read(header))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    private CallbackReading read(String header) {
        return callbacks.read(
                new CallbackRequest(
                        Map.of("Sandbox-Signature", List.of(header)),
                        BODY.getBytes(StandardCharsets.UTF_8)),
                NOW);
    }

    private static KeyPair pair() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("RSA").generateKeyPair();
    }

    private static byte[] rsa(KeyPair pair, String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return signature.sign();
    }
}
