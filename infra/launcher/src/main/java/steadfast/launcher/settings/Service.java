package steadfast.launcher.settings;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;
import steadfast.launcher.process.LaunchFailure;

/** Our four services. */
public enum Service {
    ORDER(8081, 9081, "orders"),
    PAYMENT(8082, 9082, "payments"),
    FULFILLMENT(8083, 9083, "fulfillment"),
    RECONCILER(8084, 9084, "reconciler");

    private final int usualPort;
    private final int usualManagementPort;
    private final String database;

    Service(int usualPort, int usualManagementPort, String database) {
        this.usualPort = usualPort;
        this.usualManagementPort = usualManagementPort;
        this.database = database;
    }

    /**
     * Returns the service of this folder.
     *
     * @throws LaunchFailure if there is none
     */
    public static Service named(String folder) {
        return Arrays.stream(values())
                .filter(service -> service.folder().equals(folder))
                .findFirst()
                .orElseThrow(() ->
                        new LaunchFailure(
                                "Unknown service '%s'; supported values: %s."
                                        .formatted(
                                                folder,
                                                Arrays.stream(values())
                                                        .map(Service::folder)
                                                        .collect(joining(", ")))));
    }

    /** Its folder, its process and its consumer group. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT) + "-service";
    }

    int usualPort() {
        return usualPort;
    }

    /** Where it is asked how it is, unless somebody says otherwise. */
    int usualManagementPort() {
        return usualManagementPort;
    }

    /** Returns the name of its database. */
    public String database() {
        return database;
    }

    /** Its role at the PostgreSQL of this machine while it runs, which owns nothing. */
    public String role() {
        return database;
    }

    /** The role that owns that database and makes its tables there. */
    public String ownerRole() {
        return database + "_owner";
    }

    /** Returns the variable for its port. */
    public String portVariable() {
        return name() + "_PORT";
    }

    /** Returns the variable for the port of health and metrics. */
    public String managementPortVariable() {
        return name() + "_MANAGEMENT_PORT";
    }

    /** Its own login at the user's own Kafka. */
    public String kafkaLoginVariable() {
        return name() + "_KAFKA_SASL_JAAS_CONFIG";
    }

    /** Returns the variable for the URL of its database. */
    public String jdbcUrlVariable() {
        return name() + "_JDBC_URL";
    }

    /** Returns the variable for its role. */
    public String jdbcUserVariable() {
        return name() + "_JDBC_USER";
    }

    /** Returns the variable for the password of its role. */
    public String jdbcPasswordVariable() {
        return name() + "_JDBC_PASSWORD";
    }

    /** Returns the variable for the role that owns the tables. */
    public String jdbcOwnerUserVariable() {
        return name() + "_JDBC_OWNER_USER";
    }

    /** Returns the variable for the password of the tables' owner. */
    public String jdbcOwnerPasswordVariable() {
        return name() + "_JDBC_OWNER_PASSWORD";
    }
}
