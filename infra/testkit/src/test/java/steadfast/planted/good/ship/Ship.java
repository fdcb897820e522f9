package steadfast.planted.good.ship;

import steadfast.planted.good.lifecycle.State;

/** Another feature. */
public class Ship {
    public String told(State state) {
        return State.told(state);
    }
}
