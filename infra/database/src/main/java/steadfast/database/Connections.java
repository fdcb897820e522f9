package steadfast.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to one database, as the service does. */
@FunctionalInterface
public interface Connections {

    Connection open() throws SQLException;
}
