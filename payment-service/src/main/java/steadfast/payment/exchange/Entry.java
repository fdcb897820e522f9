package steadfast.payment.exchange;

import org.jspecify.annotations.Nullable;
import steadfast.payment.lifecycle.Payment;

/**
 * One exchange's way to the gateway of its payment: it needs a slot there and the admission of a
 * first call. Gives the slot back in the end.
 */
final class Entry implements AutoCloseable {
    private final Stations stations;
    private final Turn turn;
    private @Nullable Station holds;
    private @Nullable Station full;
    private boolean waited;

    /** At the station whose slot it holds. */
    private boolean admitted;

    Entry(Stations stations, Turn turn) {
        this.stations = stations;
        this.turn = turn;
    }

    /** Takes a slot ahead at the gateway that most likely is the payment's; waits a little. */
    void reserve(String gateway) {
        Station station = stations.at(gateway);
        if (station != null && awaitSlot(station)) {
            holds = station;
        }
    }

    /**
     * Whether the payment's exchange may begin with a call; once it may, it may. Does not wait: the
     * decision to call was made just now, and is not to grow old.
     */
    boolean admits(Payment payment) {
        Station station = stations.at(payment.gateway());
        if (station == null) {
            return false;
        }
        if (holds == null || !holds.name().equals(station.name())) {
            giveBack();
            if (!station.admission().slots().take()) {
                full = station;
                return false;
            }
            holds = station;
        }
        admitted = admitted || station.admission().admits(turn);
        return admitted;
    }

    /**
     * After {@link #admits} found no slot: whether there is one now, which it will find at its next
     * time.
     */
    boolean gotSlotAfterAll() {
        Station station = full;
        full = null;
        if (station == null || !awaitSlot(station)) {
            return false;
        }
        holds = station;
        return true;
    }

    /** Once at most; and whoever is going to be parked anyway waits for no slot first. */
    private boolean awaitSlot(Station station) {
        if (waited || station.admission().parks()) {
            return false;
        }
        waited = true;
        return station.admission().slots().await();
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
