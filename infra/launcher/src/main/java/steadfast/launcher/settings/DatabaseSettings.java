package steadfast.launcher.settings;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import steadfast.launcher.process.LaunchFailure;

/**
 * What the environment says about the services' databases: all of them at the user's own
 * PostgreSQL, or none; checked when it is made.
 */
public final class DatabaseSettings {

    private final Variables variables;
    private final IntSupplier postgresPort;

    /**
     * Reads the settings.
     *
     * @param postgresPort of the PostgreSQL of this machine; asked only where that one is used
     * @throws LaunchFailure if only some databases have a URL, or one has no role
     */
    DatabaseSettings(Variables variables, IntSupplier postgresPort) {
        this.variables = variables;
        this.postgresPort = postgresPort;
        List<Service> given =
                Arrays.stream(Service.values())
                        .filter(service -> variables.present(service.jdbcUrlVariable()))
                        .toList();
        if (!given.isEmpty() && given.size() < Service.values().length) {
            Service missing =
                    Arrays.stream(Service.values())
                            .filter(service -> !given.contains(service))
                            .findFirst()
                            .orElseThrow();
            throw new LaunchFailure(
                    "%s is set but %s is not: set the JDBC URLs of all four services to use your own PostgreSQL, or none of them."
                            .formatted(
                                    given.getFirst().jdbcUrlVariable(), missing.jdbcUrlVariable()));
        }
        given.forEach(this::refuseWithoutUser);
    }

    /** True if the databases are at the user's own PostgreSQL. */
    public boolean atOwnServer() {
        return variables.present(Service.ORDER.jdbcUrlVariable());
    }

    /** Returns the JDBC URL of a service's database. */
    public String url(Service service) {
        return variables
                .text(service.jdbcUrlVariable())
                .orElseGet(() ->
                        // A program that listens there while our server is down must not receive a
                        // password.
                        "jdbc:postgresql://127.0.0.1:%s/%s?requireAuth=scram-sha-256"
                                .formatted(postgresPort.getAsInt(), service.database()));
    }

    /** The role at the user's own PostgreSQL; empty if the URL names it. */
    public String ownUser(Service service) {
        return variables.text(service.jdbcUserVariable()).orElse("");
    }

    /** Its password; empty if none is asked for. */
    public String ownPassword(Service service) {
        return variables.text(service.jdbcPasswordVariable()).orElse("");
    }

    /** The owner of the tables at the user's own PostgreSQL; empty if that is the role above. */
    public String ownOwnerUser(Service service) {
        return variables.text(service.jdbcOwnerUserVariable()).orElse("");
    }

    /** Its password; empty if none is asked for. */
    public String ownOwnerPassword(Service service) {
        return variables.text(service.jdbcOwnerPasswordVariable()).orElse("");
    }

    private void refuseWithoutUser(Service service) {
        if (ownUser(service).isEmpty() && !url(service).contains("user=")) {
            throw new LaunchFailure(
                    "%s is set but %s is not: set it to the role of %s at your own PostgreSQL, and %s to its password."
                            .formatted(
                                    service.jdbcUrlVariable(),
                                    service.jdbcUserVariable(),
                                    service.folder(),
                                    service.jdbcPasswordVariable()));
        }
    }
}
