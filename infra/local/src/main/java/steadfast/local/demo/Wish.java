package steadfast.local.demo;

import steadfast.events.Sku;

/**
 * What one buyer wants.
 *
 * @param number counted from 0 within the run
 * @param clicks how often the buyer clicks at once, with the same key
 * @param manner what kind of buyer it is
 */
record Wish(
        int number,
        Sku sku,
        int quantity,
        String paymentMethod,
        String idempotencyKey,
        int clicks,
        Manner manner) {

    static final String ORDINARY_METHOD = "card";

    /** The gateway takes the money, and its answer never comes. */
    static final String NIGHT_METHOD = "card-timeout-after";

    /** How a buyer behaves beyond buying and waiting. */
    enum Manner {
        PATIENT,
        /** Presses cancel as soon as the order is taken. */
        CANCELS,
        /** Pays once more, with another card, when told that the first was declined. */
        TRIES_AGAIN,
        /** Waits for a whole box of cards, as on the night that Steadfast was made for. */
        WHOLESALE
    }
}
