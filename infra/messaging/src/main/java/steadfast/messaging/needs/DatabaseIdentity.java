package steadfast.messaging.needs;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

/** The ID of this database; created with its tables, and restored with them. */
final class DatabaseIdentity {

    private DatabaseIdentity() {}

    static UUID read(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select id from database_identity")) {
            if (!row.next()) {
                throw new SQLException("the table database_identity is empty");
            }
            return row.getObject(1, UUID.class);
        }
    }
}
