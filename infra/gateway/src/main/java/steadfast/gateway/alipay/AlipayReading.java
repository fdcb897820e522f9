package steadfast.gateway.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayError;

/** An answer of Alipay to any call, as read. */
sealed interface AlipayReading {
    /** A success whose content still has to be checked. */
    record Done(JsonNode json) implements AlipayReading {}

    /** Alipay does not know the trade (yet). */
    record Absent() implements AlipayReading {}

    /** The trade's state, or one of Alipay's rules, forbids it. */
    record Denied(String subCode, GatewayError error) implements AlipayReading {}

    /** An answer that says nothing about the trade. */
    record Nothing(GatewayAnswer.OfAny answer) implements AlipayReading {}
}
