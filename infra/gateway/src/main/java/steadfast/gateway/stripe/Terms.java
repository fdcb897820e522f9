package steadfast.gateway.stripe;

/** The terms of a charge, in Stripe's form. */
record Terms(long amount, StripeSettings.Method method) {}
