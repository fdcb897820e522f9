package steadfast.launcher.settings;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadfast.launcher.process.LaunchFailure;

/**
 * The gateways of a shop on this machine: the sandboxes while there are no credentials of a gateway
 * that moves real money, otherwise only the gateways with credentials. The payment methods offered
 * to buyers follow from that.
 */
public final class GatewaySelection {

    static final String PERMISSION = "STEADFAST_ALLOW_PLAY_MONEY";
    static final String OFFERED = "STEADFAST_ORDER_PAYMENT_METHODS";

    private static final String NO = "false";
    private static final String ALONE = "alone";
    private static final String ALSO_BESIDE_REAL = "true";

    /** The methods of the first sandbox where a {@code *} would also take other gateways' typos. */
    private static final String SANDBOX_METHODS = "card*,qr*,redirect*,script:*";

    private final Map<String, String> environment;
    private final List<OutsideGateway> others;
    private final String permission;

    /**
     * @throws LaunchFailure if the permission is invalid, or contradicts the credentials
     */
    GatewaySelection(Map<String, String> environment) {
        this.environment = environment;
        this.others = OutsideGateway.in(environment);
        this.permission = permission(environment, real());
    }

    private static String permission(Map<String, String> environment, String real) {
        String offered = environment.getOrDefault(PERMISSION, "").strip();
        return switch (offered) {
            case "" -> real.isEmpty() ? ALONE : NO;
            case NO, ALSO_BESIDE_REAL -> offered;
            case ALONE -> {
                if (!real.isEmpty()) {
                    throw new LaunchFailure(
                            "%s is 'alone', but the environment has credentials of %s, where real money moves: unset one or the other."
                                    .formatted(PERMISSION, real));
                }
                yield offered;
            }
            default ->
                    throw new LaunchFailure(
                            "%s is '%s', but must be false, alone or true."
                                    .formatted(PERMISSION, offered));
        };
    }

    private String real() {
        return others.stream()
                .filter(OutsideGateway::real)
                .map(OutsideGateway::name)
                .collect(joining(", "));
    }

    /** Returns whether the sandboxes take payments. */
    boolean sandboxes() {
        return !permission.equals(NO);
    }

    /** Returns payment-service's setting for play money. */
    public Map<String, String> permission() {
        return Map.of(PERMISSION, permission);
    }

    /**
     * Returns the payment methods for order-service; empty if its own list, or the user's, is
     * right.
     *
     * @throws LaunchFailure if a method would be offered that no gateway takes, or none at all
     */
    public Map<String, String> offered() {
        String offered = environment.getOrDefault(OFFERED, "").strip();
        if (offered.isEmpty()) {
            return offerOfItsOwn();
        }
        requireAccepted(offered);
        return Map.of();
    }

    /** Returns the services' settings of the sandboxes' payment methods. */
    public Map<String, String> sandboxMethods() {
        return !sandboxes() || others.isEmpty() || offeredBy(LocalGateway.SANDBOX).isPresent()
                ? Map.of()
                : Map.of(LocalGateway.SANDBOX.variable("METHODS"), SANDBOX_METHODS);
    }

    /** Returns where buyers pay, for people. */
    public String sentence() {
        String names = others.stream().map(OutsideGateway::name).collect(joining(", "));
        if (!sandboxes()) {
            return "Buyers pay through: %s. No sandbox is started.".formatted(names);
        }
        return names.isEmpty()
                ? "Buyers pay with play money: the sandboxes replace payment gateways."
                : "Buyers pay with play money at the sandboxes, and through: %s.".formatted(names);
    }

    /** Without the sandboxes, whose methods order-service would offer, those of the others. */
    private Map<String, String> offerOfItsOwn() {
        if (sandboxes()) {
            return Map.of();
        }
        if (others.isEmpty()) {
            throw new LaunchFailure(
                    "%s is 'false' and the environment has credentials of no payment gateway, so nobody could pay: set those of one (infra/docs/gateways.md)."
                            .formatted(PERMISSION));
        }
        List<String> exact =
                others.stream()
                        .flatMap(gateway -> gateway.methods().stream())
                        .filter(method -> !method.endsWith("*"))
                        .toList();
        if (exact.isEmpty()) {
            throw new LaunchFailure(
                    "%s must list the payment methods that buyers are offered: those of the gateways have no fixed names."
                            .formatted(OFFERED));
        }
        return Map.of(OFFERED, String.join(",", exact));
    }

    private void requireAccepted(String offered) {
        List<String> accepted = accepted();
        for (String method : OutsideGateway.list(offered)) {
            if (accepted.stream().noneMatch(pattern -> accepts(pattern, method))) {
                throw new LaunchFailure(
                        "%s offers '%s', which no payment gateway takes (supported values: %s): remove it, or name it in that gateway's methods."
                                .formatted(OFFERED, method, String.join(", ", accepted)));
            }
        }
    }

    private List<String> accepted() {
        List<String> accepted = new ArrayList<>();
        others.forEach(gateway -> accepted.addAll(gateway.methods()));
        if (sandboxes()) {
            accepted.addAll(
                    OutsideGateway.list(
                            offeredBy(LocalGateway.SANDBOX)
                                    .orElse(others.isEmpty() ? "*" : SANDBOX_METHODS)));
            accepted.addAll(
                    OutsideGateway.list(offeredBy(LocalGateway.SANDBOX_B).orElse("wallet*")));
        }
        return accepted;
    }

    private Optional<String> offeredBy(LocalGateway gateway) {
        return OutsideGateway.value(environment, gateway.name(), "METHODS");
    }

    private static boolean accepts(String pattern, String method) {
        return pattern.endsWith("*")
                ? method.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(method);
    }
}
