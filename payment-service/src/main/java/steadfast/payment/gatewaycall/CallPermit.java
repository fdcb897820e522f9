package steadfast.payment.gatewaycall;

import org.jspecify.annotations.Nullable;
import steadfast.payment.lifecycle.Payment;

/**
 * One exchange's permit to call its payment's gateway: a slot there and the admission of a first
 * call. Returns the slot in the end.
 */
final class CallPermit implements AutoCloseable {
    private final GatewayChannels gatewayChannels;
    private final AttemptKind attemptKind;
    private @Nullable GatewayChannel holds;
    private @Nullable GatewayChannel full;
    private boolean waited;

    /** The channel whose slot it holds. */
    private boolean admitted;

    CallPermit(GatewayChannels gatewayChannels, AttemptKind attemptKind) {
        this.gatewayChannels = gatewayChannels;
        this.attemptKind = attemptKind;
    }

    /** Takes a slot in advance at the gateway that most likely is the payment's; waits a little. */
    void reserve(String gateway) {
        GatewayChannel gatewayChannel = gatewayChannels.at(gateway);
        if (gatewayChannel != null && awaitSlot(gatewayChannel)) {
            holds = gatewayChannel;
        }
    }

    /**
     * Returns whether the payment's exchange may begin with a call; the answer stays true once
     * given. Does not wait, so that the decision to call does not become outdated.
     */
    boolean admits(Payment payment) {
        GatewayChannel gatewayChannel = gatewayChannels.at(payment.gateway());
        if (gatewayChannel == null) {
            return false;
        }
        if (holds == null || !holds.name().equals(gatewayChannel.name())) {
            release();
            if (!gatewayChannel.admission().slots().tryAcquire()) {
                full = gatewayChannel;
                return false;
            }
            holds = gatewayChannel;
        }
        admitted = admitted || gatewayChannel.admission().admits(attemptKind);
        return admitted;
    }

    /**
     * Returns, after {@link #admits} found no slot, whether there is one now, which the next call
     * will find.
     */
    boolean acquireLate() {
        GatewayChannel gatewayChannel = full;
        full = null;
        if (gatewayChannel == null || !awaitSlot(gatewayChannel)) {
            return false;
        }
        holds = gatewayChannel;
        return true;
    }

    /** At most once; an exchange that will be parked anyway does not wait for a slot first. */
    private boolean awaitSlot(GatewayChannel gatewayChannel) {
        if (waited || gatewayChannel.admission().parks()) {
            return false;
        }
        waited = true;
        return gatewayChannel.admission().slots().await();
    }

    private void release() {
        if (holds != null) {
            holds.admission().slots().release();
            holds = null;
            admitted = false;
        }
    }

    @Override
    public void close() {
        release();
    }
}
