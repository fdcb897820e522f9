package steadfast.gateway.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which gateway takes the payments of which method.
 *
 * @param gatewayByPattern a method's name, or its beginning and a {@code *}, to the gateway's name
 */
public record MethodRoutes(Map<String, String> gatewayByPattern) {
    private static final String WILDCARD = "*";

    public MethodRoutes {
        gatewayByPattern = Map.copyOf(gatewayByPattern);
    }

    /**
     * The routes of what each gateway says that it takes.
     *
     * @throws IllegalArgumentException if two gateways say so of the same
     */
    static MethodRoutes of(Map<String, GatewaySettings> gateways) {
        Map<String, String> gatewayByPattern = new TreeMap<>();
        gateways.forEach((name, settings) -> {
            for (String pattern : settings.methods().orElseGet(List::of)) {
                String other = gatewayByPattern.put(pattern, name);
                if (other != null) {
                    throw new IllegalArgumentException(
                            "payment method '%s' goes to two gateways: name it in steadfast.gateways.%s.methods or in steadfast.gateways.%s.methods"
                                    .formatted(pattern, other, name));
                }
            }
        });
        return new MethodRoutes(gatewayByPattern);
    }

    /** The name of the gateway for this method, the closest match's; empty if nobody takes it. */
    public Optional<String> gatewayOf(String paymentMethod) {
        String exact = gatewayByPattern.get(paymentMethod);
        return exact != null
                ? Optional.of(exact)
                : gatewayByPattern.keySet().stream()
                        .filter(pattern -> isBeginningOf(pattern, paymentMethod))
                        .max(Comparator.comparingInt(String::length))
                        .map(gatewayByPattern::get);
    }

    /** The methods, or their beginnings, that the gateway takes. */
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
