package steadfast.testkit.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shapes in which Stripe shows an intent, its charge, its refunds and its dispute. */
final class StripeJson {
    private StripeJson() {}

    /** Returns an intent, with its whole charge or just the charge's ID. */
    static ObjectNode intent(StripeBook.Intent intent, boolean expanded) {
        ObjectNode json =
                object().put("id", intent.id())
                        .put("object", "payment_intent")
                        .put("amount", intent.amount())
                        .put("amount_received", intent.captured() ? intent.amount() : 0)
                        .put("currency", currency(intent))
                        .put("created", 1_772_366_000L)
                        .put("livemode", false)
                        .put("status", intent.status());
        json.set("metadata", metadata(intent.made()));
        if (intent.failed()) {
            json.set(
                    "last_payment_error",
                    object().put("type", "card_error")
                            .put("code", "card_declined")
                            .put("decline_code", "insufficient_funds"));
        }
        if (intent.returnUrl() != null && intent.status().equals("requires_action")) {
            ObjectNode next = object().put("type", "redirect_to_url");
            next.putObject("redirect_to_url")
                    .put("return_url", intent.returnUrl())
                    .put("url", "https://hooks.stripe.example/" + intent.id());
            json.set("next_action", next);
        }
        if (intent.captured()) {
            charge(json, intent, expanded);
        }
        return json;
    }

    private static void charge(ObjectNode json, StripeBook.Intent intent, boolean expanded) {
        String id = "ch_" + intent.id();
        if (!expanded) {
            json.put("latest_charge", id);
            return;
        }
        json.putObject("latest_charge")
                .put("id", id)
                .put("object", "charge")
                .put("amount", intent.amount())
                .put("amount_refunded", intent.refunded())
                .put("refunded", intent.refunded() == intent.amount())
                .put("disputed", intent.dispute() != null)
                .put("currency", currency(intent))
                .put("created", 1_772_366_001L)
                .put("status", "succeeded");
    }

    /** Returns the intent's next refund, made by this form. */
    static ObjectNode refund(StripeBook.Intent intent, long amount, Map<String, String> form) {
        ObjectNode refund =
                object().put("id", "re_" + intent.id() + "_" + intent.refunds().size())
                        .put("object", "refund")
                        .put("amount", amount)
                        .put("currency", currency(intent))
                        .put("payment_intent", intent.id())
                        .put("status", "succeeded");
        refund.set("metadata", metadata(form));
        return refund;
    }

    static ArrayNode refunds(StripeBook.Intent intent) {
        return JsonNodeFactory.instance.arrayNode().addAll(intent.refunds());
    }

    static ArrayNode disputes(StripeBook.Intent intent) {
        ArrayNode disputes = JsonNodeFactory.instance.arrayNode();
        if (intent.dispute() != null) {
            disputes.add(dispute(intent));
        }
        return disputes;
    }

    static ObjectNode dispute(StripeBook.Intent intent) {
        return object().put("id", "dp_" + intent.id())
                .put("object", "dispute")
                .put("amount", intent.amount())
                .put("currency", currency(intent))
                .put("payment_intent", intent.id())
                .put("reason", "fraudulent")
                .put("status", intent.dispute());
    }

    private static @Nullable String currency(StripeBook.Intent intent) {
        return intent.made().get("currency");
    }

    private static ObjectNode metadata(Map<String, String> form) {
        ObjectNode metadata = object();
        form.forEach((name, value) -> {
            if (name.startsWith("metadata[")) {
                metadata.put(name.substring(9, name.length() - 1), value);
            }
        });
        return metadata;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
