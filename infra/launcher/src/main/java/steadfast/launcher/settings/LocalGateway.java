package steadfast.launcher.settings;

/** The payment gateways of this machine: two processes of one sandbox. */
public enum LocalGateway {
    SANDBOX("sandbox", 8090, "steadfast", 256),
    /** Takes the wallets, so that a shop can be seen to outlive one of two gateways. */
    SANDBOX_B("sandbox-b", 8091, "steadfast-b", 128);

    private final String folder;
    private final int usualPort;
    private final String usualMerchant;
    private final int heapMegabytes;

    LocalGateway(String folder, int usualPort, String usualMerchant, int heapMegabytes) {
        this.folder = folder;
        this.usualPort = usualPort;
        this.usualMerchant = usualMerchant;
        this.heapMegabytes = heapMegabytes;
    }

    /** Its folder, its process and its name in the services' configuration. */
    public String folder() {
        return folder;
    }

    int usualPort() {
        return usualPort;
    }

    /** Of a gateway that holds no money, so it need be no secret. */
    String usualKey() {
        return folder + "-key";
    }

    /** Whom it takes us for. */
    String usualMerchant() {
        return usualMerchant;
    }

    /** Returns the heap of its process, in megabytes. */
    public int heapMegabytes() {
        return heapMegabytes;
    }

    /** The environment variable for one thing about it, such as {@code SANDBOX_B_PORT}. */
    public String variable(String what) {
        return name() + "_" + what;
    }
}
