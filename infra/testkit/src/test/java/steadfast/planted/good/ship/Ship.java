package steadfast.planted.good.ship;

import steadfast.planted.good.lifecycle.State;

/** Another feature. */
public class Ship {
    public String description(State state) {
        return State.description(state);
    }
}
