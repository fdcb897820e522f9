package steadfast.local.launch;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * As whom each service enters its database: as the user says of his own PostgreSQL, or by a role of
 * its own at that of this machine, whose password is made once and kept.
 */
final class DatabaseAccess {

    private final Settings settings;
    private final KeptSecrets passwords;

    DatabaseAccess(Settings settings, Folders folders) {
        this.settings = settings;
        this.passwords = passwords(folders);
    }

    /** The passwords of the services' roles at the PostgreSQL of this machine. */
    static KeptSecrets passwords(Folders folders) {
        return new KeptSecrets(folders.databasePasswords(), "db_");
    }

    String url(Service service) {
        return settings.jdbcUrl(service);
    }

    /** All three in one, for a client that takes a URL alone. */
    String urlWithCredentials(Service service) {
        StringBuilder url = new StringBuilder(url(service));
        add(url, "user", user(service));
        add(url, "password", password(service));
        return url.toString();
    }

    /** Empty if the user's URL says it. */
    String user(Service service) {
        return settings.ownPostgres() ? settings.ownJdbcUser(service) : service.role();
    }

    /** Empty if the user's PostgreSQL asks for none. */
    String password(Service service) {
        return settings.ownPostgres()
                ? settings.ownJdbcPassword(service)
                : passwords.of(service.role());
    }

    private static void add(StringBuilder url, String parameter, String value) {
        if (!value.isEmpty()) {
            url.append(url.indexOf("?") < 0 ? "?" : "&")
                    .append(parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
