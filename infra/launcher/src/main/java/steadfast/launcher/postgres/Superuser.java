package steadfast.launcher.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * The superuser of this machine's PostgreSQL: only the user who started the server. There is no
 * password; the kernel identifies the user at the other end of the server's socket ({@code peer}),
 * which is in the data folder, closed to all others.
 */
public final class Superuser {

    /** The role's name. */
    public static final String NAME = "postgres";

    /** The longest that every Linux takes in a socket's address, its final zero not counted. */
    private static final int LONGEST_PATH_BYTES = 107;

    private static final String CONNECT_SECONDS = "5";

    private final Path data;
    private final int port;

    Superuser(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    /** The server's socket. */
    Path socket() {
        return data.resolve(socketName());
    }

    private String socketName() {
        return ".s.PGSQL." + port;
    }

    /** Connects, or fails within seconds. */
    Connection connect(String database) throws SQLException {
        try {
            if (socket().toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH_BYTES) {
                return connect(database, socket());
            }
            return connectByAShorterPath(database);
        } catch (IOException e) {
            throw new SQLException("The server's socket cannot be reached: " + e.getMessage(), e);
        }
    }

    /** By a link in a new folder that only we may pass. */
    private Connection connectByAShorterPath(String database) throws IOException, SQLException {
        Path folder = Files.createTempDirectory("pg");
        Path link = folder.resolve("d");
        try {
            Files.createSymbolicLink(link, data);
            return connect(database, link.resolve(socketName()));
        } finally {
            Files.deleteIfExists(link);
            Files.delete(folder);
        }
    }

    private static Connection connect(String database, Path socket) throws SQLException {
        Properties access = new Properties();
        access.setProperty("user", NAME);
        access.setProperty("socketFactory", UnixSocketFactory.class.getName());
        access.setProperty("socketFactoryArg", socket.toString());
        access.setProperty("sslmode", "disable");
        access.setProperty("gssEncMode", "disable");
        access.setProperty("loginTimeout", CONNECT_SECONDS);
        // Nothing here waits for others, and a start has to end; and no function that a service's
        // role has put beside PostgreSQL's own is called by its name.
        access.setProperty(
                "options",
                "-c lock_timeout=10s -c statement_timeout=60s -c search_path=pg_catalog");
        return DriverManager.getConnection("jdbc:postgresql://localhost/" + database, access);
    }
}
