package steadfast.messaging.consume;

/** Runs work in its own database transaction. */
@FunctionalInterface
public interface TransactionRunner {

    /** Begins, runs, commits; rolls back and throws the exception of the work or of the commit. */
    void run(Work work) throws Exception;

    /** The work to run. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }
}
