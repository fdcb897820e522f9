package steadfast.planted.bad.pay;

import java.sql.Connection;
import steadfast.planted.bad.ship.Ship;

/** Sees another feature and the database. */
public class Pay {
    public boolean shipped(Ship ship) {
        return ship != null;
    }

    public boolean connected(Connection connection) {
        return connection != null;
    }
}
