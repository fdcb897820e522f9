package steadfast.testkit;

/**
 * A real PostgreSQL for tests, durable as in production; {@link TestServers} says where it runs.
 */
public interface TestDatabase extends AutoCloseable {

    /** Starts a database on a free port with an empty data folder. */
    static TestDatabase start() {
        return TestServers.chosen().startDatabase();
    }

    /** Returns the URL for user {@code postgres}; {@code DriverManager} needs nothing else. */
    String jdbcUrl();

    /** Makes the database stop answering and leaves its data: clients see it go away. */
    void pause();

    /** Lets a paused database answer again, on the same port with the same data. */
    void resume();

    @Override
    void close();
}
