package steadfast.demo.buyers;

import steadfast.client.OrderRequest;
import steadfast.events.Sku;

/**
 * One buyer's plan.
 *
 * @param number counted from 0 within the run
 * @param nextMethod the payment method if the first payment fails
 * @param clicks how often the buyer clicks at once, with the same key
 * @param manner what kind of buyer it is
 */
public record BuyerPlan(
        int number,
        Sku sku,
        int quantity,
        String paymentMethod,
        String nextMethod,
        String idempotencyKey,
        int clicks,
        Manner manner) {

    /** Pays by card. */
    public static final String CARD = "card";

    /** Pays by wallet. */
    public static final String WALLET = "wallet";

    /** Declined by the buyer's bank, every time. */
    public static final String DECLINED_METHOD = "card-declined";

    private static final String QR = "qr";
    private static final String WALLET_QR = "wallet-qr";

    /** The gateway takes the money, and its answer never comes. */
    public static final String NIGHT_METHOD = "card-timeout-after";

    /** A buyer's behaviour besides buying and waiting. */
    public enum Manner {
        PATIENT,
        /** Cancels as soon as the order is accepted. */
        CANCELS,
        /** Pays once more, with another card, when told that the first was declined. */
        TRIES_AGAIN,
        /** Is shown what to scan, closes that payment instead, and pays by another method. */
        CHANGES_METHOD,
        /** Is shown what to scan, and never does. */
        NEVER_PAYS,
        /** Waits for a whole box of cards, as on the night that Steadfast was made for. */
        WHOLESALE;

        /** Returns whether another round is requested after the first failed. */
        boolean wantsAnotherRound() {
            return this == TRIES_AGAIN || this == CHANGES_METHOD;
        }
    }

    /** Returns what is ordered, at whatever it costs. */
    OrderRequest request() {
        return new OrderRequest(sku, quantity, paymentMethod);
    }

    /** Returns the payment method of a round, counted from 1. */
    public String methodOf(int round) {
        return round == 1 ? paymentMethod : nextMethod;
    }

    /** Returns whether in this round the gateway waits for the buyer to scan something. */
    public boolean isScanned(int round) {
        return isScanned(methodOf(round));
    }

    /** Returns whether only faults can keep the order from its cards. */
    public boolean isPaidAtOnce() {
        return manner == Manner.PATIENT
                && !isScanned(paymentMethod)
                && !paymentMethod.equals(DECLINED_METHOD);
    }

    /** True if the buyer has to scan something to pay by this method. */
    public static boolean isScanned(String paymentMethod) {
        return paymentMethod.equals(QR) || paymentMethod.equals(WALLET_QR);
    }
}
