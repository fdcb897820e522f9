package steadfast.system.simulation;

/** A promise of the shop does not hold; says which. */
final class BrokenPromiseError extends AssertionError {
    private static final long serialVersionUID = 1L;

    BrokenPromiseError(String promise, String how) {
        super(promise + ": " + how);
    }

    static void unless(boolean holds, String promise, String how) {
        if (!holds) {
            throw new BrokenPromiseError(promise, how);
        }
    }
}
