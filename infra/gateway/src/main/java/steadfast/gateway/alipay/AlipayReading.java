package steadfast.gateway.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayError;

/** What an answer of Alipay's says, whichever question it answers. */
sealed interface AlipayReading {
    /** Done; what it says still has to be checked. */
    record Done(JsonNode json) implements AlipayReading {}

    /** It knows no such trade, yet. */
    record Absent() implements AlipayReading {}

    /** The trade's state, or a rule of Alipay's, stands against it. */
    record Denied(String subCode, GatewayError error) implements AlipayReading {}

    /** No word about the trade. */
    record Nothing(GatewayAnswer.OfAny answer) implements AlipayReading {}
}
