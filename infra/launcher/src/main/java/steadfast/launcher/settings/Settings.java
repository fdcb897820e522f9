package steadfast.launcher.settings;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.GroupProtocol;
import steadfast.launcher.process.LaunchFailure;

/**
 * What the environment says about ports, gateways, Kafka and PostgreSQL; checked when it is made.
 */
public final class Settings {

    private static final int LARGEST_PORT = 65_535;
    private static final String GROUP_PROTOCOL = "STEADFAST_MESSAGING_GROUP_PROTOCOL";
    private static final String REPLICATION_FACTOR = "STEADFAST_MESSAGING_REPLICATION_FACTOR";

    private final Map<String, String> environment;
    private final Variables variables;
    private final GatewaySelection payments;
    private final DatabaseSettings databases;

    /**
     * Reads the settings from an environment.
     *
     * @throws LaunchFailure if they contradict one another
     */
    public Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.variables = new Variables(this.environment);
        this.payments = new GatewaySelection(this.environment);
        this.databases = new DatabaseSettings(variables, this::postgresPort);
        refusePortsNamedTwice();
    }

    /** Returns the environment that the settings are read from. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Where buyers pay. */
    public GatewaySelection payments() {
        return payments;
    }

    /** The sandboxes that take payments. */
    public List<LocalGateway> sandboxes() {
        return payments.sandboxes() ? List.of(LocalGateway.values()) : List.of();
    }

    /** The user's own Kafka, if there is one. */
    public Optional<String> ownKafka() {
        return variables.text("KAFKA_BOOTSTRAP_SERVERS");
    }

    /** Returns a service's own login at the user's Kafka, if it has one. */
    public Optional<String> ownKafkaLogin(Service service) {
        return variables.text(service.kafkaLoginVariable());
    }

    /** Where the services' databases are, and who may enter them. */
    public DatabaseSettings databases() {
        return databases;
    }

    /** Returns the addresses of Kafka. */
    public String bootstrapServers() {
        return ownKafka().orElseGet(() -> "127.0.0.1:" + kafkaPort());
    }

    /** Returns the port of a service. */
    public int port(Service service) {
        return port(service.portVariable(), service.usualPort());
    }

    /** Where a service tells its health and its metrics. */
    public int managementPort(Service service) {
        return port(service.managementPortVariable(), service.usualManagementPort());
    }

    /** Returns the port of a sandbox. */
    public int port(LocalGateway gateway) {
        return port(gateway.variable("PORT"), gateway.usualPort());
    }

    /** Where our services reach a gateway: here, unless the user has another of that name. */
    public String url(LocalGateway gateway) {
        return variables
                .text(gateway.variable("URL"))
                .orElseGet(() -> "http://127.0.0.1:" + port(gateway));
    }

    /** Returns the key by which payment-service calls a gateway. */
    public String apiKey(LocalGateway gateway) {
        return variables.text(gateway.variable("API_KEY")).orElse(gateway.usualKey());
    }

    /** Returns the name of the shop at a gateway. */
    public String merchant(LocalGateway gateway) {
        return variables.text(gateway.variable("MERCHANT")).orElse(gateway.usualMerchant());
    }

    /** Returns the user's secret for a gateway's callback signatures. */
    public Optional<String> callbackSecret(LocalGateway gateway) {
        return variables.text(gateway.variable("CALLBACK_SECRET"));
    }

    /** Where a gateway of this machine tells of its payments. */
    public String callbackUrl(LocalGateway gateway) {
        return variables
                .text(gateway.variable("CALLBACK_URL"))
                .orElseGet(() ->
                        "http://%s:%s/v1/callbacks/%s"
                                .formatted(httpHost(), port(Service.PAYMENT), gateway.folder()));
    }

    /** Returns the port of Kafka. */
    public int kafkaPort() {
        return port("KAFKA_PORT", 19_092);
    }

    /** Returns the port of Kafka's controller. */
    public int kafkaControllerPort() {
        return port("KAFKA_CONTROLLER_PORT", 19_093);
    }

    /** Returns the port of PostgreSQL. */
    public int postgresPort() {
        return port("POSTGRES_PORT", 15_432);
    }

    /** The protocol of our consumer groups, which Kafka has to offer. */
    public GroupProtocol groupProtocol() {
        String name = variables.text(GROUP_PROTOCOL).orElse(GroupProtocol.CONSUMER.name());
        return Arrays.stream(GroupProtocol.values())
                .filter(protocol -> protocol.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        new LaunchFailure(
                                "%s is '%s', but must be consumer or classic."
                                        .formatted(GROUP_PROTOCOL, name)));
    }

    /** Copies of each topic; -1 takes the broker's default. */
    public short replicationFactor() {
        String copies = variables.text(REPLICATION_FACTOR).orElse("-1");
        try {
            return Short.parseShort(copies);
        } catch (NumberFormatException e) {
            throw new LaunchFailure(
                    "%s is '%s', but must be a number.".formatted(REPLICATION_FACTOR, copies), e);
        }
    }

    /** Where this machine reaches a service that listens on {@code STEADFAST_HTTP_HOST}. */
    public String httpHost() {
        return reached("STEADFAST_HTTP_HOST");
    }

    /** The same of its management port, which listens on {@code STEADFAST_MANAGEMENT_HOST}. */
    public String managementHost() {
        return reached("STEADFAST_MANAGEMENT_HOST");
    }

    /** Where this machine asks a service how it is; without a path. */
    public URI management(Service service) {
        return URI.create("http://%s:%s".formatted(managementHost(), managementPort(service)));
    }

    /** A service that listens everywhere is called on the loopback interface. */
    private String reached(String variable) {
        return variables
                .text(variable)
                .filter(host -> !host.equals("0.0.0.0") && !host.equals("::"))
                .orElse("127.0.0.1");
    }

    /** The ports that our own processes will listen on, by the variable that moves each. */
    public Map<String, Integer> portsToListenOn() {
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
        if (!databases.atOwnServer()) {
            ports.put("POSTGRES_PORT", postgresPort());
        }
        return ports;
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
        String value = variables.text(variable).orElse("" + usual);
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
}
