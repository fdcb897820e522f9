package steadfast.reconciler;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import steadfast.events.EventCodec;
import steadfast.events.GatewayFinding;
import steadfast.events.PaymentId;
import steadfast.testkit.TestRecords;

/** Reads what payment-service is told. */
public final class Findings {

    private static final String TOPIC = "payment-findings";
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private Findings() {}

    /** Every finding about this payment so far. */
    public static List<GatewayFinding> about(TestRecords records, PaymentId paymentId) {
        EventCodec codec = new EventCodec();
        return records.all(TOPIC, paymentId.orderId().toString()).stream()
                .map(one ->
                        (GatewayFinding)
                                codec.decode(TOPIC, one.type(), one.value().getBytes(UTF_8)))
                .filter(finding -> finding.paymentId().equals(paymentId))
                .toList();
    }

    /** The findings once there are so many. */
    public static List<GatewayFinding> await(
            TestRecords records, PaymentId paymentId, int atLeast) {
        Awaitility.await()
                .atMost(GENEROUS)
                .until(() -> about(records, paymentId).size() >= atLeast);
        return about(records, paymentId);
    }
}
