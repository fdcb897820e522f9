package steadfast.local.launch;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;

/** Our four services. */
enum Service {
    ORDER(8081, "orders"),
    PAYMENT(8082, "payments"),
    FULFILLMENT(8083, "fulfillment"),
    RECONCILER(8084, "reconciler");

    private final int usualPort;
    private final String database;

    Service(int usualPort, String database) {
        this.usualPort = usualPort;
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
                                "There is no service '%s'; there are: %s."
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

    String database() {
        return database;
    }

    /** Its role at the PostgreSQL of this machine, which owns that database and nothing else. */
    String role() {
        return database;
    }

    String portVariable() {
        return name() + "_PORT";
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
}
