package steadfast.system.walk;

import steadfast.testkit.StatefulPropertyRunner;

/**
 * Walks over the shop: up to {@link #LENGTH} steps each, then the world comes to rest and is
 * judged.
 */
final class ShopWalk {
    /** Steps of one walk, at most, before it comes to rest. */
    static final int LENGTH = 140;

    private final StatefulPropertyRunner<WalkedShop> statefulPropertyRunner;

    ShopWalk(PlantedBug bug, Tally tally) {
        this.statefulPropertyRunner = ShopSteps.walker(bug, tally);
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
