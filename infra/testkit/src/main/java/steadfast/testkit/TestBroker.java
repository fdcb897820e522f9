package steadfast.testkit;

/** A real Kafka broker for tests, alone in its cluster; {@link TestServers} says where it runs. */
public interface TestBroker extends AutoCloseable {

    /** Starts a broker on free ports with an empty data folder. */
    static TestBroker start() {
        return TestServers.chosen().startBroker();
    }

    /** {@code host:port}. */
    String bootstrapServers();

    /** Makes the broker stop answering and leaves its data: clients see it go away. */
    void pause();

    /** Lets a paused broker answer again, on the same port with the same data. */
    void resume();

    @Override
    void close();
}
