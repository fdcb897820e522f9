package steadfast.gateway.stripe;

/** What a charge asks of Stripe, in its words. */
record Terms(long amount, StripeSettings.Method method) {}
