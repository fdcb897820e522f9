package steadfast.local.launch;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;

/** Our four services. */
enum Service {
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
    static Service named(String folder) {
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
    String folder() {
        return name().toLowerCase(Locale.ROOT) + "-service";
    }

    int usualPort() {
        return usualPort;
    }

    /** Where it is asked how it is, unless somebody says otherwise. */
    int usualManagementPort() {
        return usualManagementPort;
    }

    String database() {
        return database;
    }

    /** Its role at the PostgreSQL of this machine while it runs, which owns nothing. */
    String role() {
        return database;
    }

    /** The role that owns that database and makes its tables there. */
    String ownerRole() {
        return database + "_owner";
    }

    String portVariable() {
        return name() + "_PORT";
    }

    String managementPortVariable() {
        return name() + "_MANAGEMENT_PORT";
    }

    /** Its own login at the user's own Kafka. */
    String kafkaLoginVariable() {
        return name() + "_KAFKA_SASL_JAAS_CONFIG";
    }

    String jdbcUrlVariable() {
        return name() + "_JDBC_URL";
    }

    String jdbcUserVariable() {
        return name() + "_JDBC_USER";
    }

    String jdbcPasswordVariable() {
        return name() + "_JDBC_PASSWORD";
    }

    String jdbcOwnerUserVariable() {
        return name() + "_JDBC_OWNER_USER";
    }

    String jdbcOwnerPasswordVariable() {
        return name() + "_JDBC_OWNER_PASSWORD";
    }
}
