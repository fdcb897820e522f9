package steadfast.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A database of a test, with an owner and a role that runs, as a service has it. */
record AuditedDatabase(String url) {

    static final String OWNER = "keeper";
    static final String ROLE = "shop";

    /** The chain as the running role sees it, who has seen no head yet. */
    AuditChain chain() {
        return new AuditChain(() -> connect(ROLE));
    }

    /** Each command in a transaction of its own, all in one session. */
    void execute(String role, String... commands) throws SQLException {
        try (Connection connection = connect(role);
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    /** The first column of what the owner reads. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = connect(OWNER);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    void establishRights() throws SQLException {
        try (Connection owner = connect(OWNER)) {
            owner.setAutoCommit(false);
            RoleRights.of(ROLE).establish(owner);
            owner.commit();
        }
    }

    Connection connect(String role) throws SQLException {
        Properties access = new Properties();
        access.setProperty("user", role);
        access.setProperty("password", role);
        return DriverManager.getConnection(url, access);
    }
}
