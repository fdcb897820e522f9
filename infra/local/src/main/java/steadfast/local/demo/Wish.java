package steadfast.local.demo;

import steadfast.events.Sku;

/**
 * What one buyer wants.
 *
 * @param number counted from 0 within the run
 * @param clicks how often the buyer clicks at once, with the same key
 */
record Wish(
        int number,
        Sku sku,
        int quantity,
        String paymentMethod,
        String idempotencyKey,
        int clicks) {}
