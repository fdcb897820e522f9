package steadfast.testkit.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Carries out the requests that Stripe's API offers on the book, once {@link StripeDouble} has let
 * them in. For one thread at a time.
 */
final class StripeOperations {
    private final StripeBook book;
    private final List<Map<String, String>> confirms = new ArrayList<>();
    private long minAmount = StripeRefusals.MIN_AMOUNT;

    StripeOperations(StripeBook book) {
        this.book = book;
    }

    List<Map<String, String>> confirms() {
        return List.copyOf(confirms);
    }

    void setMinimumAmount(long amount) {
        minAmount = amount;
    }

    StripeAnswer get(String path, Map<String, String> query) {
        if (path.equals("/payment_intents/search")) {
            ArrayNode data = JsonNodeFactory.instance.arrayNode();
            book.search(query.getOrDefault("query", ""))
                    .forEach(found -> data.add(StripeJson.intent(found, false)));
            return list("search_result", data);
        }
        if (path.equals("/refunds")) {
            StripeBook.Intent intent = book.find(query.get("payment_intent"));
            return intent == null
                    ? StripeAnswer.missing()
                    : list("list", StripeJson.refunds(intent));
        }
        if (path.equals("/disputes")) {
            StripeBook.Intent intent = book.find(query.get("payment_intent"));
            return intent == null
                    ? StripeAnswer.missing()
                    : list("list", StripeJson.disputes(intent));
        }
        StripeBook.Intent intent = book.find(path.substring("/payment_intents/".length()));
        return intent == null
                ? StripeAnswer.missing()
                : StripeAnswer.ok(StripeJson.intent(intent, true));
    }

    private static StripeAnswer list(String object, ArrayNode data) {
        ObjectNode list =
                JsonNodeFactory.instance.objectNode().put("object", object).put("has_more", false);
        list.set("data", data);
        return StripeAnswer.ok(list);
    }

    StripeAnswer post(String path, Map<String, String> form) {
        String[] parts = path.split("/", -1);
        if (path.equals("/payment_intents")) {
            return StripeRefusals.ofTerms(form, minAmount)
                    .map(StripeAnswer::refused)
                    .orElseGet(() -> StripeAnswer.ok(StripeJson.intent(book.create(form), false)));
        }
        if (path.equals("/refunds")) {
            return refund(form);
        }
        StripeBook.Intent intent = book.find(parts[2]);
        if (intent == null) {
            return StripeAnswer.missing();
        }
        return parts[3].equals("confirm") ? confirm(intent, form) : cancel(intent);
    }

    private StripeAnswer confirm(StripeBook.Intent intent, Map<String, String> form) {
        confirms.add(form);
        book.beforeConfirm(intent);
        if (!intent.mayConfirm()) {
            return StripeAnswer.unexpectedState(intent);
        }
        if ("pm_away".equals(form.get("payment_method"))) {
            return StripeAnswer.refused(StripeRefusals.methodAway());
        }
        intent.confirm(form.getOrDefault("payment_method", ""), form.get("return_url"));
        return intent.failed()
                ? StripeAnswer.error(402, "card_error", "card_declined", intent)
                : StripeAnswer.ok(StripeJson.intent(intent, true));
    }

    private StripeAnswer cancel(StripeBook.Intent intent) {
        book.beforeCancel(intent);
        if (!intent.mayCancel()) {
            return StripeAnswer.unexpectedState(intent);
        }
        intent.cancel();
        return StripeAnswer.ok(StripeJson.intent(intent, true));
    }

    private StripeAnswer refund(Map<String, String> form) {
        StripeBook.Intent intent = book.find(form.get("payment_intent"));
        if (intent == null) {
            return StripeAnswer.missing();
        }
        long amount = Long.parseLong(form.getOrDefault("amount", ""));
        if (intent.refundable() < amount) {
            return StripeAnswer.error(
                    400, "invalid_request_error", "charge_already_refunded", null);
        }
        return StripeAnswer.ok(intent.refund(amount, form));
    }
}
