package steadfast.testkit.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A response of the test double.
 *
 * @param replayed whether it repeats the answer to an earlier request with the same key
 */
record StripeAnswer(int status, String body, boolean replayed) {

    static StripeAnswer ok(ObjectNode body) {
        return new StripeAnswer(200, body.toString(), false);
    }

    /** Wraps one of the {@link StripeRefusals}. */
    static StripeAnswer refused(String body) {
        return new StripeAnswer(400, body, false);
    }

    StripeAnswer again() {
        return new StripeAnswer(status, body, true);
    }

    static StripeAnswer missing() {
        return error(404, "invalid_request_error", "resource_missing", null);
    }

    static StripeAnswer unexpectedState(StripeBook.Intent intent) {
        return error(400, "invalid_request_error", "payment_intent_unexpected_state", intent);
    }

    static StripeAnswer error(
            int status, String type, @Nullable String code, StripeBook.@Nullable Intent intent) {
        ObjectNode error =
                JsonNodeFactory.instance.objectNode().put("type", type).put("message", "no");
        if (code != null) {
            error.put("code", code);
        }
        if (type.equals("card_error")) {
            error.put("decline_code", "insufficient_funds");
        }
        if (intent != null) {
            error.set("payment_intent", StripeJson.intent(intent, false));
        }
        return new StripeAnswer(
                status,
                JsonNodeFactory.instance.objectNode().set("error", error).toString(),
                false);
    }
}
