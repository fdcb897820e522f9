package steadfast.testkit.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The intents of the test double, and the true state of their money. */
public final class StripeBook {
    /** A PaymentIntent with its one charge. */
    public static final class Intent {
        private final String id;
        private final Map<String, String> made;
        private final List<ObjectNode> refunds = new ArrayList<>();
        private String status = "requires_payment_method";
        private @Nullable String returnUrl;
        private @Nullable String dispute;
        private boolean failed;
        private int captures;

        Intent(String id, Map<String, String> made) {
            this.id = id;
            this.made = Map.copyOf(made);
        }

        /** Its ID at Stripe. */
        public String id() {
            return id;
        }

        /** Returns whether nobody has confirmed it yet, or its charge failed. */
        public boolean mayConfirm() {
            return status.equals("requires_payment_method")
                    || status.equals("requires_confirmation");
        }

        boolean mayCancel() {
            return mayConfirm() || status.equals("requires_action");
        }

        boolean failed() {
            return failed;
        }

        /** As Stripe calls it. */
        public String status() {
            return status;
        }

        void confirm(String paymentMethod, @Nullable String url) {
            switch (paymentMethod) {
                case "pm_card_visa" -> capture();
                case "pm_card_visa_chargeDeclined" -> failed = true;
                case "pm_card_authenticationRequired" -> {
                    status = "requires_action";
                    returnUrl = url;
                }
                case "pm_slow" -> status = "processing";
                default -> throw new AssertionError(paymentMethod);
            }
        }

        /** The money is taken. */
        public void capture() {
            status = "succeeded";
            captures++;
        }

        void cancel() {
            status = "canceled";
        }

        long amount() {
            return Long.parseLong(made.getOrDefault("amount", ""));
        }

        long refundable() {
            return captures == 0 ? 0 : amount() - refunded();
        }

        private long refunded() {
            return refunds.stream()
                    .filter(one -> !one.get("status").asText().equals("failed"))
                    .mapToLong(one -> one.get("amount").longValue())
                    .sum();
        }

        /** Refunds this amount in the dashboard. */
        public void refundByHand(long amount) {
            refund(amount, Map.of());
        }

        /** All refunds so far get another status. */
        public void refundsAre(String next) {
            refunds.forEach(one -> one.put("status", next));
        }

        /** The buyer's bank disputes the charge; a later status is another one of the same. */
        public void dispute(String disputeStatus) {
            dispute = disputeStatus;
        }

        ArrayNode disputesJson() {
            ArrayNode disputes = JsonNodeFactory.instance.arrayNode();
            if (dispute != null) {
                disputes.add(disputeJson());
            }
            return disputes;
        }

        ObjectNode disputeJson() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("id", "dp_" + id)
                    .put("object", "dispute")
                    .put("amount", amount())
                    .put("currency", made.get("currency"))
                    .put("payment_intent", id)
                    .put("reason", "fraudulent")
                    .put("status", dispute);
        }

        ObjectNode refund(long amount, Map<String, String> form) {
            ObjectNode refund =
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("id", "re_" + id + "_" + refunds.size())
                            .put("object", "refund")
                            .put("amount", amount)
                            .put("currency", made.get("currency"))
                            .put("payment_intent", id)
                            .put("status", "succeeded");
            refund.set("metadata", metadata(form));
            refunds.add(refund);
            return refund;
        }

        ArrayNode refundsJson() {
            return JsonNodeFactory.instance.arrayNode().addAll(refunds);
        }

        ObjectNode json(boolean expanded) {
            ObjectNode json =
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("id", id)
                            .put("object", "payment_intent")
                            .put("amount", amount())
                            .put("amount_received", captures == 0 ? 0 : amount())
                            .put("currency", made.get("currency"))
                            .put("created", 1_772_366_000L)
                            .put("livemode", false)
                            .put("status", status);
            json.set("metadata", metadata(made));
            if (failed) {
                json.set(
                        "last_payment_error",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("type", "card_error")
                                .put("code", "card_declined")
                                .put("decline_code", "insufficient_funds"));
            }
            if (returnUrl != null && status.equals("requires_action")) {
                ObjectNode next =
                        JsonNodeFactory.instance.objectNode().put("type", "redirect_to_url");
                next.putObject("redirect_to_url")
                        .put("return_url", returnUrl)
                        .put("url", "https://hooks.stripe.example/" + id);
                json.set("next_action", next);
            }
            if (captures > 0) {
                charge(json, expanded);
            }
            return json;
        }

        private void charge(ObjectNode json, boolean expanded) {
            if (!expanded) {
                json.put("latest_charge", "ch_" + id);
                return;
            }
            json.putObject("latest_charge")
                    .put("id", "ch_" + id)
                    .put("object", "charge")
                    .put("amount", amount())
                    .put("amount_refunded", refunded())
                    .put("refunded", refunded() == amount())
                    .put("disputed", dispute != null)
                    .put("currency", made.get("currency"))
                    .put("created", 1_772_366_001L)
                    .put("status", "succeeded");
        }

        private static ObjectNode metadata(Map<String, String> form) {
            ObjectNode metadata = JsonNodeFactory.instance.objectNode();
            form.forEach((name, value) -> {
                if (name.startsWith("metadata[")) {
                    metadata.put(name.substring(9, name.length() - 1), value);
                }
            });
            return metadata;
        }
    }

    private final Map<String, Intent> intents = new LinkedHashMap<>();
    private Consumer<Intent> beforeConfirm = intent -> {};
    private Consumer<Intent> beforeCancel = intent -> {};

    synchronized Intent create(Map<String, String> form) {
        Intent intent = new Intent("pi_" + (intents.size() + 1), form);
        intents.put(intent.id, intent);
        return intent;
    }

    synchronized @Nullable Intent find(@Nullable String id) {
        return intents.get(id);
    }

    /** Stripe's query language, as far as it is used. */
    synchronized List<Intent> search(String query) {
        String paymentId = query.replaceFirst("metadata\\['payment_id']:'(.*)'", "$1");
        return of(paymentId);
    }

    /** The intents of a payment, by the metadata that we give them. */
    public synchronized List<Intent> of(String paymentId) {
        return intents.values().stream()
                .filter(intent -> paymentId.equals(intent.made.get("metadata[payment_id]")))
                .toList();
    }

    /** Returns how often money was taken. */
    public long captures(String paymentId) {
        return of(paymentId).stream().mapToLong(intent -> intent.captures).sum();
    }

    /** Returns how often money was given back. */
    public long refunds(String paymentId) {
        return of(paymentId).stream().mapToLong(intent -> intent.refunds.size()).sum();
    }

    /** What happens as each confirm arrives. */
    public synchronized void onConfirm(Consumer<Intent> event) {
        beforeConfirm = event;
    }

    synchronized void beforeConfirm(Intent intent) {
        beforeConfirm.accept(intent);
    }

    /** What happens to an intent as the next cancel arrives. */
    public synchronized void onNextCancel(Consumer<Intent> event) {
        beforeCancel = event;
    }

    synchronized void beforeCancel(Intent intent) {
        Consumer<Intent> event = beforeCancel;
        beforeCancel = one -> {};
        event.accept(intent);
    }
}
