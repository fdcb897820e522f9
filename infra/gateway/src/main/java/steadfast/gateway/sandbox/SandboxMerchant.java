package steadfast.gateway.sandbox;

/**
 * Our identity in the sandbox's callbacks.
 *
 * @param callbackSecret the key of its signatures; never printed
 * @param merchant the ID that its callbacks must name
 */
public record SandboxMerchant(String callbackSecret, String merchant) {
    /** The defaults of a sandbox. */
    public static final SandboxMerchant OF_THE_SANDBOX =
            new SandboxMerchant("sandbox-callback-secret", "steadfast");

    public SandboxMerchant {
        if (callbackSecret.isBlank() || merchant.isBlank()) {
            throw new IllegalArgumentException("a merchant needs an ID and a callback secret");
        }
    }

    @Override
    public String toString() {
        return "SandboxMerchant[" + merchant + "]";
    }
}
