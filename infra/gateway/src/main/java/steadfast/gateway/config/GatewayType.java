package steadfast.gateway.config;

/** The supported gateway protocols. */
public enum GatewayType {
    /** The gateway that misbehaves on demand. */
    SANDBOX,
    /** Stripe's PaymentIntents. */
    STRIPE,
    /** Alipay's face-to-face payments by QR code. */
    ALIPAY
}
