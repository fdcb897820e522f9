package steadfast.gateway.config;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import steadfast.gateway.GatewayReferences;
import steadfast.gateway.PaymentGateway;

/**
 * The gateways of a shop.
 *
 * @param connected the usable ones, by name
 * @param disabled the others, with the setting that they lack
 * @param unused the disabled ones without any setting
 * @param routes the routes, also to disabled gateways, whose payments are routed nowhere else
 */
public record GatewayDirectory(
        Map<String, ConnectedGateway> connected,
        Map<String, String> disabled,
        Set<String> unused,
        MethodRoutes routes)
        implements AutoCloseable {
    /** The name is a part of topics' names. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    /**
     * Connects the configured gateways.
     *
     * @param references where gateways that name payments themselves keep those names
     * @throws IllegalArgumentException if the configuration contradicts itself, or would send
     *     credentials in the clear
     */
    public static GatewayDirectory of(
            GatewaysConfig config,
            PermissionsConfig permissions,
            GatewayReferences references,
            Clock clock) {
        Map<String, ConnectedGateway> connected = new TreeMap<>();
        Map<String, String> disabled = new TreeMap<>();
        Set<String> unused = new TreeSet<>();
        Adapters adapters = new Adapters(references, clock, permissions.httpGateways());
        config.byName()
                .forEach((name, settings) -> {
                    requireName(name);
                    try {
                        connected.put(name, adapters.connect(name, settings));
                    } catch (MissingSettingException e) {
                        disabled.put(name, e.setting());
                        if (!hasCredentials(settings)) {
                            unused.add(name);
                        }
                    }
                });
        return new GatewayDirectory(
                connected, disabled, unused, MethodRoutes.of(config.byName(), unused));
    }

    /** Returns true if this gateway has any setting. */
    private static boolean hasCredentials(GatewaySettings settings) {
        return Stream.of(
                        settings.apiKey(),
                        settings.callbackSecret(),
                        settings.appId(),
                        settings.privateKey(),
                        settings.publicKey())
                .anyMatch(Optional::isPresent);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a gateway's name has small letters, digits and dashes, not: " + name);
        }
    }

    /** Returns the names of the gateways that can be used and move no real money. */
    public SortedSet<String> playMoney() {
        return namesOf(ConnectedGateway::playMoney);
    }

    /** Returns the names of the gateways that can be used and move real money. */
    public SortedSet<String> realMoney() {
        return namesOf(gateway -> !gateway.playMoney());
    }

    private SortedSet<String> namesOf(Predicate<ConnectedGateway> which) {
        SortedSet<String> names = new TreeSet<>(connected.keySet());
        names.removeIf(name -> !which.test(Objects.requireNonNull(connected.get(name))));
        return names;
    }

    /**
     * Returns a sentence per partly configured gateway, with what it lacks and what that disables,
     * and one per gateway whose catch-all route is not allowed.
     */
    public List<String> complaints() {
        return Stream.concat(
                        sentences(name -> !unused.contains(name)).stream(),
                        routes.ignoredCatchAlls().stream()
                                .filter(connected::containsKey)
                                .map(GatewayDirectory::catchAllIgnored))
                .toList();
    }

    private static String catchAllIgnored(String name) {
        return "gateway %s takes no payment method by '*' while a gateway of another type is set up: name them in steadfast.gateways.%s.methods"
                .formatted(name, name);
    }

    /** Returns a sentence per gateway without any setting: what would connect it. */
    public List<String> remarks() {
        return sentences(unused::contains);
    }

    private List<String> sentences(Predicate<String> about) {
        return disabled.entrySet().stream()
                .filter(one -> about.test(one.getKey()))
                .map(one ->
                        "gateway %s is disabled, and with it the payment methods %s: set steadfast.gateways.%s.%s"
                                .formatted(
                                        one.getKey(),
                                        routes.patternsOf(one.getKey()),
                                        one.getKey(),
                                        one.getValue()))
                .toList();
    }

    /** Returns the gateway of this name if it can be used. */
    public Optional<PaymentGateway> find(String name) {
        return Optional.ofNullable(connected.get(name)).map(ConnectedGateway::gateway);
    }

    /** Closes all connections. */
    @Override
    public void close() {
        for (ConnectedGateway one : connected.values()) {
            if (one.gateway() instanceof AutoCloseable closeable) {
                close(closeable);
            }
        }
    }

    private static void close(AutoCloseable gateway) {
        try {
            gateway.close();
        } catch (Exception e) {
            throw new IllegalStateException("a gateway's connections can't be let go", e);
        }
    }
}
