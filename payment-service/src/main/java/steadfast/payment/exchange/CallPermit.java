package steadfast.payment.exchange;

import org.jspecify.annotations.Nullable;
import steadfast.payment.lifecycle.Payment;

/**
 * One exchange's way to the gateway of its payment: it needs a slot there and the admission of a
 * first call. Gives the slot back in the end.
 */
final class CallPermit implements AutoCloseable {
    private final GatewayChannels gatewayChannels;
    private final AttemptKind attemptKind;
    private @Nullable GatewayChannel holds;
    private @Nullable GatewayChannel full;
    private boolean waited;

    /** At the station whose slot it holds. */
    private boolean admitted;

    CallPermit(GatewayChannels gatewayChannels, AttemptKind attemptKind) {
        this.gatewayChannels = gatewayChannels;
        this.attemptKind = attemptKind;
    }

    /** Takes a slot ahead at the gateway that most likely is the payment's; waits a little. */
    void reserve(String gateway) {
        GatewayChannel gatewayChannel = gatewayChannels.at(gateway);
        if (gatewayChannel != null && awaitSlot(gatewayChannel)) {
            holds = gatewayChannel;
        }
    }

    /**
     * Whether the payment's exchange may begin with a call; once it may, it may. Does not wait: the
     * decision to call was made just now, and is not to grow old.
     */
    boolean admits(Payment payment) {
        GatewayChannel gatewayChannel = gatewayChannels.at(payment.gateway());
        if (gatewayChannel == null) {
            return false;
        }
        if (holds == null || !holds.name().equals(gatewayChannel.name())) {
            giveBack();
            if (!gatewayChannel.admission().slots().take()) {
                full = gatewayChannel;
                return false;
            }
            holds = gatewayChannel;
        }
        admitted = admitted || gatewayChannel.admission().admits(attemptKind);
        return admitted;
    }

    /**
     * After {@link #admits} found no slot: whether there is one now, which it will find at its next
     * time.
     */
    boolean gotSlotAfterAll() {
        GatewayChannel gatewayChannel = full;
        full = null;
        if (gatewayChannel == null || !awaitSlot(gatewayChannel)) {
            return false;
        }
        holds = gatewayChannel;
        return true;
    }

    /** Once at most; and whoever is going to be parked anyway waits for no slot first. */
    private boolean awaitSlot(GatewayChannel gatewayChannel) {
        if (waited || gatewayChannel.admission().parks()) {
            return false;
        }
        waited = true;
        return gatewayChannel.admission().slots().await();
    }

    private void giveBack() {
        if (holds != null) {
            holds.admission().slots().giveBack();
            holds = null;
            admitted = false;
        }
    }

    @Override
    public void close() {
        giveBack();
    }
}
