package steadfast.system.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Two gateways, each with its own circuit, and the routing of new payments to them by method, which
 * an operator may change at any time.
 */
final class ModelGateways {
    static final List<String> METHODS = List.of("card", "wallet", GatewayLedgerModel.QR);

    /** Which gateway may get wallets: the routing of the others never changes. */
    private static final String MOVABLE = "wallet";

    private final ModelGateway first;
    private final ModelGateway second;
    private boolean walletsGoToTheSecond = true;

    ModelGateways(GatewayLedgerModel model, SimulatedTime time, PlantedBug bug, Coverage coverage) {
        first = gateway("sandbox", model, time, bug, coverage);
        second = gateway("sandbox-b", model, time, bug, coverage);
    }

    private static ModelGateway gateway(
            String name,
            GatewayLedgerModel model,
            SimulatedTime time,
            PlantedBug bug,
            Coverage coverage) {
        return new ModelGateway(name, model, new ModelCircuit(time, coverage), bug, coverage);
    }

    List<ModelGateway> all() {
        return List.of(first, second);
    }

    ModelGateway named(String name) {
        return name.equals(first.name()) ? first : second;
    }

    /** Where a payment of this method begins now. */
    ModelGateway route(String method) {
        boolean toTheSecond =
                method.equals(GatewayLedgerModel.QR)
                        || (method.equals(MOVABLE) && walletsGoToTheSecond);
        return toTheSecond ? second : first;
    }

    /** From now on wallets begin at the other gateway. */
    void routeAnew() {
        walletsGoToTheSecond = !walletsGoToTheSecond;
    }

    /** Whether a parking tier lets records go. */
    boolean letsGo(String tier) {
        return named(tier).circuit().letsGo();
    }

    boolean has(Predicate<ModelGateway> wanted) {
        return wanted.test(first) || wanted.test(second);
    }

    ModelGateway any(Predicate<ModelGateway> wanted, Random random) {
        List<ModelGateway> found = new ArrayList<>(all());
        found.removeIf(wanted.negate());
        return found.get(random.nextInt(found.size()));
    }

    void heal(Random random) {
        first.heal(random);
        second.heal(random);
    }
}
