package steadfast.testkit.stripe;

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

        /** Returns its ID at Stripe. */
        public String id() {
            return id;
        }

        /** Returns whether it was never confirmed, or its charge failed. */
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

        /** Returns the status by Stripe's name. */
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

        /** Takes the money. */
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

        long refunded() {
            return refunds.stream()
                    .filter(one -> !one.get("status").asText().equals("failed"))
                    .mapToLong(one -> one.get("amount").longValue())
                    .sum();
        }

        /** Refunds this amount in the dashboard. */
        public void refundByHand(long amount) {
            refund(amount, Map.of());
        }

        /** Gives all refunds so far another status. */
        public void refundsAre(String next) {
            refunds.forEach(one -> one.put("status", next));
        }

        /** Disputes the charge as the buyer's bank would, or changes the dispute's status. */
        public void dispute(String disputeStatus) {
            dispute = disputeStatus;
        }

        ObjectNode refund(long amount, Map<String, String> form) {
            ObjectNode refund = StripeJson.refund(this, amount, form);
            refunds.add(refund);
            return refund;
        }

        /** Returns the refunds so far, as Stripe shows them. */
        List<ObjectNode> refunds() {
            return refunds;
        }

        /** Returns the form that created it. */
        Map<String, String> made() {
            return made;
        }

        boolean captured() {
            return captures > 0;
        }

        /** Returns where the buyer goes after authenticating; null until a confirm needs it. */
        @Nullable String returnUrl() {
            return returnUrl;
        }

        /** Returns the dispute's status; null if there is no dispute. */
        @Nullable String dispute() {
            return dispute;
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

    /** Searches by Stripe's query language, as far as it is used. */
    synchronized List<Intent> search(String query) {
        String paymentId = query.replaceFirst("metadata\\['payment_id']:'(.*)'", "$1");
        return of(paymentId);
    }

    /** Returns the intents of a payment, by the metadata that we give them. */
    public synchronized List<Intent> of(String paymentId) {
        return intents.values().stream()
                .filter(intent -> paymentId.equals(intent.made.get("metadata[payment_id]")))
                .toList();
    }

    /** Returns how often the payment's money was taken. */
    public long captures(String paymentId) {
        return of(paymentId).stream().mapToLong(intent -> intent.captures).sum();
    }

    /** Returns how often the payment's money was refunded. */
    public long refunds(String paymentId) {
        return of(paymentId).stream().mapToLong(intent -> intent.refunds.size()).sum();
    }

    /** Sets what happens to an intent as each confirm arrives. */
    public synchronized void onConfirm(Consumer<Intent> event) {
        beforeConfirm = event;
    }

    synchronized void beforeConfirm(Intent intent) {
        beforeConfirm.accept(intent);
    }

    /** Sets what happens to an intent as the next cancel arrives. */
    public synchronized void onNextCancel(Consumer<Intent> event) {
        beforeCancel = event;
    }

    synchronized void beforeCancel(Intent intent) {
        Consumer<Intent> event = beforeCancel;
        beforeCancel = one -> {};
        event.accept(intent);
    }
}
