package steadfast.payment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.payment.World.submitted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.events.PaymentId;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.HmacSignature;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.alipay.AlipayDouble;
import steadfast.testkit.alipay.AlipayNotification;
import steadfast.testkit.fuzz.Draft;
import steadfast.testkit.fuzz.Examples;
import steadfast.testkit.fuzz.FuzzReport;
import steadfast.testkit.fuzz.Fuzzer;
import steadfast.testkit.stripe.StripeDouble;

/**
 * Of the OpenAPI document's requests, each a little or very much odd; callbacks are signed after
 * they were made odd, so that what a gateway could send is read to its end.
 */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
@TestProfile(RealGateways.class)
class NoRequestBreaksTheServiceTest {
    private static final int REQUESTS = 5_000;
    private static final int ORDERS = 3;
    private static final String SIGNATURE = "Stripe-Signature";
    private static final String TO_BE_SIGNED = "to-be-signed";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject World world;
    StripeDouble stripe;
    AlipayDouble alipay;

    @Test
    void everyOddRequestIsTakenOrRefusedWithAProblemThatHelps() {
        FuzzReport report = Fuzzer.ofApplication(examples()).run(REQUESTS);

        report.requireClean();
        assertThat(report.cases()).isEqualTo(REQUESTS);
    }

    private Examples examples() {
        Examples examples =
                new Examples()
                        .key("operator", "test-operator-token")
                        .key("storefront", "test-storefront-key")
                        .header("POST /v1/callbacks/{gateway}", SIGNATURE)
                        .values(SIGNATURE, TO_BE_SIGNED)
                        .body(
                                "*/*",
                                (values, random) -> ((String) values.get("told")).getBytes(UTF_8))
                        .seal(this::sign);
        for (int order = 0; order < ORDERS; order++) {
            PaymentId atStripe = charged("stripe", PaymentState.Captured.class);
            PaymentId atAlipay = paidAtAlipay();
            examples.values("orderId", atStripe.orderId(), atAlipay.orderId())
                    .together(Map.of("gateway", "stripe", "told", event(atStripe)))
                    .together(Map.of("gateway", "alipay", "told", notification(atAlipay)));
        }
        return examples;
    }

    private PaymentId charged(String method, Class<? extends PaymentState> end) {
        PaymentId payment = PaymentId.first(world.newOrder());
        world.publish(submitted(payment.orderId(), method));
        world.awaitState(payment, end);
        return payment;
    }

    /** Of what was not paid, each claim after the first is told to come again, as 503 says. */
    private PaymentId paidAtAlipay() {
        PaymentId payment = charged("alipay", PaymentState.ActionRequired.class);
        alipay.book().scan(number(payment)).pay();
        return payment;
    }

    private String event(PaymentId payment) {
        return StripeDouble.event(
                "payment_intent.succeeded", stripe.book().of(payment.toString()).getFirst());
    }

    /** As JSON, so that each of its parameters is made odd as a field would be. */
    private static String notification(PaymentId payment) {
        return JSON.valueToTree(AlipayNotification.paid(number(payment), "49.99", Instant.now()))
                .toString();
    }

    /** Alipay knows no hyphens. */
    private static String number(PaymentId payment) {
        return payment.toString().replace('-', '_');
    }

    private void sign(Draft draft) {
        String gateway = draft.pathValues().get("gateway");
        if ("alipay".equals(gateway)) {
            draft.header("Content-Type", "application/x-www-form-urlencoded");
            JsonNode json = draft.json();
            if (json != null) {
                draft.body(alipay.notification(parameters(json)).getBytes(UTF_8));
            }
        } else if (TO_BE_SIGNED.equals(draft.header(SIGNATURE))) {
            draft.header(SIGNATURE, signature(draft.body()));
        }
    }

    private static Map<String, String> parameters(JsonNode json) {
        Map<String, String> parameters = new LinkedHashMap<>();
        json.properties()
                .forEach(one ->
                        parameters.put(
                                one.getKey(),
                                one.getValue().isTextual()
                                        ? one.getValue().textValue()
                                        : one.getValue().toString()));
        return parameters;
    }

    /** Over bytes that may be no text. */
    private static String signature(byte[] body) {
        String t = Long.toString(Instant.now().getEpochSecond());
        byte[] signed = (t + "." + new String(body, ISO_8859_1)).getBytes(ISO_8859_1);
        return "t=" + t + ",v1=" + HmacSignature.of(RealGateways.WEBHOOK_SECRET, signed);
    }
}
