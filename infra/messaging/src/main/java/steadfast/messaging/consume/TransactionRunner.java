package steadfast.messaging.consume;

/** Runs work in a database transaction of its own. */
@FunctionalInterface
public interface TransactionRunner {

    /**
     * Begins, runs, commits; rolls back and throws what the work threw, or what the commit said.
     */
    void run(Work work) throws Exception;

    /** What runs inside. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }
}
