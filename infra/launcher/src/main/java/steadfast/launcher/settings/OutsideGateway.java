package steadfast.launcher.settings;

import static java.util.stream.Collectors.toCollection;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A payment gateway other than the launcher's own sandboxes that the environment has credentials
 * for. It decides whether the sandboxes start; that no play money buys real cards, payment-service
 * itself makes sure.
 *
 * @param name as in the services' configuration
 * @param real whether it moves real money; what can't be told counts as real
 * @param methods the payment methods that go there; one that ends in {@code *} is a beginning
 */
record OutsideGateway(String name, boolean real, List<String> methods) {

    private static final Set<String> USUAL = Set.of("STRIPE", "ALIPAY");
    private static final Pattern TYPE = Pattern.compile("STEADFAST_GATEWAYS_([A-Z0-9_]+)_TYPE");
    private static final List<String> CREDENTIALS =
            List.of("API_KEY", "APP_ID", "PRIVATE_KEY", "PUBLIC_KEY");

    OutsideGateway {
        methods = List.copyOf(methods);
    }

    /** All of them, in the order of their names. */
    static List<OutsideGateway> in(Map<String, String> environment) {
        return names(environment).stream()
                .filter(name ->
                        CREDENTIALS.stream()
                                .anyMatch(what -> value(environment, name, what).isPresent()))
                .map(name ->
                        new OutsideGateway(
                                name.toLowerCase(Locale.ROOT).replace('_', '-'),
                                isReal(environment, name),
                                methods(environment, name)))
                .toList();
    }

    /**
     * Returns what a gateway's setting is, by either of the variables that it has; empty if not
     * said.
     */
    static Optional<String> value(Map<String, String> environment, String name, String setting) {
        String usual =
                name.equals("STRIPE") && setting.equals("API_KEY")
                        ? "STRIPE_SECRET_KEY"
                        : name + "_" + setting;
        return Stream.of("STEADFAST_GATEWAYS_%s_%s".formatted(name, setting), usual)
                .map(variable -> environment.getOrDefault(variable, ""))
                .filter(value -> !value.isBlank())
                .map(String::strip)
                .findFirst();
    }

    /** The texts of a list of payment methods. */
    static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(method -> !method.isEmpty())
                .toList();
    }

    private static Set<String> names(Map<String, String> environment) {
        Set<String> own =
                Arrays.stream(LocalGateway.values())
                        .map(LocalGateway::name)
                        .collect(toCollection(TreeSet::new));
        Set<String> names = new TreeSet<>(USUAL);
        environment.keySet().stream()
                .map(TYPE::matcher)
                .filter(Matcher::matches)
                .map(named -> named.group(1))
                .filter(name -> !own.contains(name))
                .forEach(names::add);
        return names;
    }

    private static boolean isReal(Map<String, String> environment, String name) {
        String type = value(environment, name, "TYPE").orElse(name).toLowerCase(Locale.ROOT);
        return switch (type) {
            case "sandbox" -> false;
            case "stripe" ->
                    value(environment, name, "API_KEY")
                            .filter(key -> key.startsWith("sk_test_") || key.startsWith("rk_test_"))
                            .isEmpty();
            case "alipay" ->
                    value(environment, name, "URL")
                            .filter(OutsideGateway::isSandboxOfAlipay)
                            .isEmpty();
            default -> true;
        };
    }

    private static boolean isSandboxOfAlipay(String url) {
        try {
            String host = URI.create(url).getHost();
            return host != null && ("." + host.toLowerCase(Locale.ROOT)).endsWith(".alipaydev.com");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<String> methods(Map<String, String> environment, String name) {
        return list(
                value(environment, name, "METHODS")
                        .orElse(USUAL.contains(name) ? name.toLowerCase(Locale.ROOT) : ""));
    }
}
