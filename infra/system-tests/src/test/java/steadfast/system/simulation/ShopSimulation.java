package steadfast.system.simulation;

import steadfast.testkit.StatefulPropertyRunner;

/**
 * Deterministic simulation testing of the shop: up to {@link #LENGTH} random steps each, then the
 * world comes to rest and is judged.
 */
final class ShopSimulation {
    /** Steps of one walk, at most, before it comes to rest. */
    static final int LENGTH = 140;

    private final StatefulPropertyRunner<SimulatedShop> statefulPropertyRunner;

    ShopSimulation(PlantedBug bug, Coverage coverage) {
        this.statefulPropertyRunner = ShopSteps.walker(bug, coverage);
    }

    /** So many walks, each with a seed that a failure tells. */
    void walks(int many) {
        statefulPropertyRunner.walk(many, LENGTH + 1);
    }

    /** The walk of this seed, once more. */
    void walk(long seed) {
        statefulPropertyRunner.walkOnce(seed, LENGTH + 1);
    }
}
