package steadfast.system.walk;

import steadfast.testkit.Walker;

/**
 * Walks over the shop: up to {@link #LENGTH} steps each, then the world comes to rest and is
 * judged.
 */
final class ShopWalk {
    /** Steps of one walk, at most, before it comes to rest. */
    static final int LENGTH = 140;

    private final Walker<WalkedShop> walker;

    ShopWalk(PlantedBug bug, Tally tally) {
        this.walker = ShopSteps.walker(bug, tally);
    }

    /** So many walks, each with a seed that a failure tells. */
    void walks(int many) {
        walker.walk(many, LENGTH + 1);
    }

    /** The walk of this seed, once more. */
    void walk(long seed) {
        walker.walkOnce(seed, LENGTH + 1);
    }
}
