package steadfast.launcher.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Service;
import steadfast.launcher.settings.Settings;

/**
 * The roles with which each service connects to its database and migrates it: as configured for the
 * user's own PostgreSQL, or two roles of its own at this machine's PostgreSQL, whose passwords are
 * created once and stored.
 */
public final class DatabaseCredentials {

    private final Settings settings;
    private final StoredSecrets passwords;

    public DatabaseCredentials(Settings settings, Folders folders) {
        this.settings = settings;
        this.passwords = passwords(folders);
    }

    /** The passwords of the services' roles at the PostgreSQL of this machine. */
    public static StoredSecrets passwords(Folders folders) {
        return new StoredSecrets(folders.databasePasswords(), "db_");
    }

    /** Returns the URL of the service's database, without credentials. */
    public String url(Service service) {
        return settings.databases().url(service);
    }

    /** All three in one, for a client that takes a URL alone. */
    public String urlWithCredentials(Service service) {
        return with(url(service), user(service), password(service));
    }

    /** The same of the role that owns the tables. */
    public String ownerUrlWithCredentials(Service service) {
        return ownerUser(service).isEmpty()
                ? urlWithCredentials(service)
                : with(url(service), ownerUser(service), ownerPassword(service));
    }

    private static String with(String address, String user, String password) {
        StringBuilder url = new StringBuilder(address);
        add(url, "user", user);
        add(url, "password", password);
        return url.toString();
    }

    /** Empty if the user's URL contains it. */
    public String user(Service service) {
        return settings.databases().atOwnServer()
                ? settings.databases().ownUser(service)
                : service.role();
    }

    /** Empty if the user's PostgreSQL needs no password. */
    public String password(Service service) {
        return settings.databases().atOwnServer()
                ? settings.databases().ownPassword(service)
                : passwords.of(service.role());
    }

    /** Who owns the tables; empty if that is the user's role itself. */
    public String ownerUser(Service service) {
        return settings.databases().atOwnServer()
                ? settings.databases().ownOwnerUser(service)
                : service.ownerRole();
    }

    /** Empty if there is no owner role, or the user's PostgreSQL needs no password. */
    public String ownerPassword(Service service) {
        return settings.databases().atOwnServer()
                ? settings.databases().ownOwnerPassword(service)
                : passwords.of(service.ownerRole());
    }

    private static void add(StringBuilder url, String parameter, String value) {
        if (!value.isEmpty()) {
            url.append(url.indexOf("?") < 0 ? "?" : "&")
                    .append(parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
