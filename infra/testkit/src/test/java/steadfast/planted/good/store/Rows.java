package steadfast.planted.good.store;

import java.sql.Connection;
import java.sql.SQLException;
import steadfast.planted.good.lifecycle.State;

/** The one room that may see the database. */
public class Rows {
    public boolean save(Connection connection, State state) throws SQLException {
        return connection.isValid(1) && state != null;
    }
}
