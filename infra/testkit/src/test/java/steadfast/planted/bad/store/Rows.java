package steadfast.planted.bad.store;

import steadfast.planted.bad.pay.Pay;

/** Sees a feature. */
public class Rows {
    public boolean paid(Pay pay) {
        return pay != null;
    }
}
