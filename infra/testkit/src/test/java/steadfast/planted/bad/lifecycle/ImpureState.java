package steadfast.planted.bad.lifecycle;

import steadfast.planted.bad.store.Rows;

/** Sees the store. */
public class ImpureState {
    public boolean saved(Rows rows) {
        return rows != null;
    }
}
