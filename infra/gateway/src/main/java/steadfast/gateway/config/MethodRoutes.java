package steadfast.gateway.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The routes from payment methods to gateways.
 *
 * @param gatewayByPattern the gateway's name by a method's name, or by its prefix and a {@code *}
 * @param ignoredCatchAlls the gateways whose {@code *} is ignored
 */
public record MethodRoutes(Map<String, String> gatewayByPattern, Set<String> ignoredCatchAlls) {
    private static final String WILDCARD = "*";

    public MethodRoutes {
        gatewayByPattern = Map.copyOf(gatewayByPattern);
        ignoredCatchAlls = Set.copyOf(ignoredCatchAlls);
    }

    /** Creates routes from patterns that all count. */
    public MethodRoutes(Map<String, String> gatewayByPattern) {
        this(gatewayByPattern, Set.of());
    }

    /**
     * Creates routes from the methods that each gateway takes. A {@code *} takes everything, even a
     * method that a typo keeps from another gateway, so it counts only while no gateway of another
     * type is set up.
     *
     * @param unused the gateways without any setting
     * @throws IllegalArgumentException if two gateways name the same method
     */
    static MethodRoutes of(Map<String, GatewaySettings> gateways, Set<String> unused) {
        Map<String, String> gatewayByPattern = new TreeMap<>();
        Set<String> ignoredCatchAlls = new TreeSet<>();
        gateways.forEach((name, settings) -> {
            for (String pattern : settings.methods().orElseGet(List::of)) {
                if (pattern.equals(WILDCARD) && anotherTypeIsSetUp(gateways, unused, settings)) {
                    ignoredCatchAlls.add(name);
                    continue;
                }
                String other = gatewayByPattern.put(pattern, name);
                if (other != null) {
                    throw new IllegalArgumentException(
                            "payment method '%s' goes to two gateways: name it in steadfast.gateways.%s.methods or in steadfast.gateways.%s.methods"
                                    .formatted(pattern, other, name));
                }
            }
        });
        return new MethodRoutes(gatewayByPattern, ignoredCatchAlls);
    }

    private static boolean anotherTypeIsSetUp(
            Map<String, GatewaySettings> gateways, Set<String> unused, GatewaySettings settings) {
        return gateways.entrySet().stream()
                .anyMatch(other ->
                        !unused.contains(other.getKey())
                                && other.getValue().type() != settings.type());
    }

    /**
     * Returns the name of the gateway for this method, by the closest match; empty if none takes
     * it.
     */
    public Optional<String> gatewayOf(String paymentMethod) {
        String exact = gatewayByPattern.get(paymentMethod);
        return exact != null
                ? Optional.of(exact)
                : gatewayByPattern.keySet().stream()
                        .filter(pattern -> isBeginningOf(pattern, paymentMethod))
                        .max(Comparator.comparingInt(String::length))
                        .map(gatewayByPattern::get);
    }

    /** Returns the methods, or their prefixes, that the gateway takes. */
    SortedSet<String> patternsOf(String gateway) {
        SortedSet<String> patterns = new TreeSet<>(gatewayByPattern.keySet());
        patterns.removeIf(pattern -> !gateway.equals(gatewayByPattern.get(pattern)));
        return patterns;
    }

    private static boolean isBeginningOf(String pattern, String paymentMethod) {
        return pattern.endsWith(WILDCARD)
                && paymentMethod.startsWith(
                        pattern.substring(0, pattern.length() - WILDCARD.length()));
    }
}
