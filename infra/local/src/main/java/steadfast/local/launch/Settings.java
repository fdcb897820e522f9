package steadfast.local.launch;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.GroupProtocol;

/**
 * What the environment says about ports, gateways, Kafka and PostgreSQL; checked when it is made.
 */
final class Settings {

    private static final int LARGEST_PORT = 65_535;
    private static final String GROUP_PROTOCOL = "STEADFAST_MESSAGING_GROUP_PROTOCOL";
    private static final String REPLICATION_FACTOR = "STEADFAST_MESSAGING_REPLICATION_FACTOR";

    private final Map<String, String> environment;
    private final GatewaySelection payments;

    /**
     * @throws LaunchFailure if they contradict one another
     */
    Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.payments = new GatewaySelection(this.environment);
        List<Service> given =
                Arrays.stream(Service.values())
                        .filter(service -> present(service.jdbcUrlVariable()))
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
        refusePortsNamedTwice();
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Where buyers pay. */
    GatewaySelection payments() {
        return payments;
    }

    /** The sandboxes that take payments. */
    List<LocalGateway> sandboxes() {
        return payments.sandboxes() ? List.of(LocalGateway.values()) : List.of();
    }

    /** The user's own Kafka, if there is one. */
    Optional<String> ownKafka() {
        return text("KAFKA_BOOTSTRAP_SERVERS");
    }

    /** Returns a service's own login at the user's Kafka, if it has one. */
    Optional<String> ownKafkaLogin(Service service) {
        return text(service.kafkaLoginVariable());
    }

    boolean ownPostgres() {
        return present(Service.ORDER.jdbcUrlVariable());
    }

    String bootstrapServers() {
        return ownKafka().orElseGet(() -> "127.0.0.1:" + kafkaPort());
    }

    String jdbcUrl(Service service) {
        return text(service.jdbcUrlVariable())
                .orElseGet(() ->
                        // A program that listens there while our server is down must not receive a
                        // password.
                        "jdbc:postgresql://127.0.0.1:%s/%s?requireAuth=scram-sha-256"
                                .formatted(postgresPort(), service.database()));
    }

    /** The role at the user's own PostgreSQL; empty if the URL names it. */
    String ownJdbcUser(Service service) {
        return text(service.jdbcUserVariable()).orElse("");
    }

    /** Its password; empty if none is asked for. */
    String ownJdbcPassword(Service service) {
        return text(service.jdbcPasswordVariable()).orElse("");
    }

    /** The owner of the tables at the user's own PostgreSQL; empty if that is the role above. */
    String ownJdbcOwnerUser(Service service) {
        return text(service.jdbcOwnerUserVariable()).orElse("");
    }

    /** Its password; empty if none is asked for. */
    String ownJdbcOwnerPassword(Service service) {
        return text(service.jdbcOwnerPasswordVariable()).orElse("");
    }

    int port(Service service) {
        return port(service.portVariable(), service.usualPort());
    }

    /** Where a service tells its health and its metrics. */
    int managementPort(Service service) {
        return port(service.managementPortVariable(), service.usualManagementPort());
    }

    int port(LocalGateway gateway) {
        return port(gateway.variable("PORT"), gateway.usualPort());
    }

    /** Where our services reach a gateway: here, unless the user has another of that name. */
    String url(LocalGateway gateway) {
        return text(gateway.variable("URL")).orElseGet(() -> "http://127.0.0.1:" + port(gateway));
    }

    String apiKey(LocalGateway gateway) {
        return text(gateway.variable("API_KEY")).orElse(gateway.usualKey());
    }

    String merchant(LocalGateway gateway) {
        return text(gateway.variable("MERCHANT")).orElse(gateway.usualMerchant());
    }

    /** Returns the user's secret for a gateway's callback signatures. */
    Optional<String> callbackSecret(LocalGateway gateway) {
        return text(gateway.variable("CALLBACK_SECRET"));
    }

    /** Where a gateway of this machine tells of its payments. */
    String callbackUrl(LocalGateway gateway) {
        return text(gateway.variable("CALLBACK_URL"))
                .orElseGet(() ->
                        "http://%s:%s/v1/callbacks/%s"
                                .formatted(httpHost(), port(Service.PAYMENT), gateway.folder()));
    }

    int kafkaPort() {
        return port("KAFKA_PORT", 19_092);
    }

    int kafkaControllerPort() {
        return port("KAFKA_CONTROLLER_PORT", 19_093);
    }

    int postgresPort() {
        return port("POSTGRES_PORT", 15_432);
    }

    /** The protocol of our consumer groups, which Kafka has to offer. */
    GroupProtocol groupProtocol() {
        String name = text(GROUP_PROTOCOL).orElse(GroupProtocol.CONSUMER.name());
        return Arrays.stream(GroupProtocol.values())
                .filter(protocol -> protocol.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        new LaunchFailure(
                                "%s is '%s', but must be consumer or classic."
                                        .formatted(GROUP_PROTOCOL, name)));
    }

    /** Copies of each topic; -1 takes the broker's default. */
    short replicationFactor() {
        String copies = text(REPLICATION_FACTOR).orElse("-1");
        try {
            return Short.parseShort(copies);
        } catch (NumberFormatException e) {
            throw new LaunchFailure(
                    "%s is '%s', but must be a number.".formatted(REPLICATION_FACTOR, copies), e);
        }
    }

    /** Where this machine reaches a service that listens on {@code STEADFAST_HTTP_HOST}. */
    String httpHost() {
        return reached("STEADFAST_HTTP_HOST");
    }

    /** The same of its management port, which listens on {@code STEADFAST_MANAGEMENT_HOST}. */
    String managementHost() {
        return reached("STEADFAST_MANAGEMENT_HOST");
    }

    /** Where this machine asks a service how it is; without a path. */
    URI management(Service service) {
        return URI.create("http://%s:%s".formatted(managementHost(), managementPort(service)));
    }

    /** A service that listens everywhere is called on the loopback interface. */
    private String reached(String variable) {
        return text(variable)
                .filter(host -> !host.equals("0.0.0.0") && !host.equals("::"))
                .orElse("127.0.0.1");
    }

    /** The ports that our own processes will listen on, by the variable that moves each. */
    Map<String, Integer> portsToListenOn() {
        Map<String, Integer> ports = new TreeMap<>();
        for (Service service : Service.values()) {
            ports.put(service.portVariable(), port(service));
            ports.put(service.managementPortVariable(), managementPort(service));
        }
        for (LocalGateway gateway : sandboxes()) {
            ports.put(gateway.variable("PORT"), port(gateway));
        }
        if (ownKafka().isEmpty()) {
            ports.put("KAFKA_PORT", kafkaPort());
            ports.put("KAFKA_CONTROLLER_PORT", kafkaControllerPort());
        }
        if (!ownPostgres()) {
            ports.put("POSTGRES_PORT", postgresPort());
        }
        return ports;
    }

    private void refuseWithoutUser(Service service) {
        if (ownJdbcUser(service).isEmpty() && !jdbcUrl(service).contains("user=")) {
            throw new LaunchFailure(
                    "%s is set but %s is not: set it to the role of %s at your own PostgreSQL, and %s to its password."
                            .formatted(
                                    service.jdbcUrlVariable(),
                                    service.jdbcUserVariable(),
                                    service.folder(),
                                    service.jdbcPasswordVariable()));
        }
    }

    private void refusePortsNamedTwice() {
        Map<Integer, String> owners = new TreeMap<>();
        portsToListenOn()
                .forEach((variable, port) -> {
                    String other = owners.put(port, variable);
                    if (other != null) {
                        throw new LaunchFailure(
                                "%s and %s are both %d: give each its own port."
                                        .formatted(other, variable, port));
                    }
                });
    }

    private int port(String variable, int usual) {
        String value = text(variable).orElse("" + usual);
        try {
            int port = Integer.parseInt(value);
            if (port >= 1 && port <= LARGEST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, as any other value that is no port.
        }
        throw new LaunchFailure(
                "%s is '%s', but must be a port from 1 to %d."
                        .formatted(variable, value, LARGEST_PORT));
    }

    private boolean present(String variable) {
        return text(variable).isPresent();
    }

    private Optional<String> text(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
