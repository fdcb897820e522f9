package steadfast.testkit;

import java.util.Map;

/** A real Kafka broker for tests, alone in its cluster; {@link TestServers} says where it runs. */
public interface TestBroker extends AutoCloseable {

    /** Starts a broker on free ports with an empty data folder. */
    static TestBroker start() {
        return TestServers.chosen().startBroker();
    }

    /**
     * Starts a broker in this JVM that lacks a feature.
     *
     * @param featureLevels such as {@code group.version} at 0
     * @param settings on top of those that every test's broker has
     */
    static TestBroker startOdd(Map<String, Short> featureLevels, Map<String, String> settings) {
        return LocalBroker.start(featureLevels, settings);
    }

    /** Returns the broker's address as {@code host:port}. */
    String bootstrapServers();

    /** Makes the broker stop answering and leaves its data: clients see it go away. */
    void pause();

    /** Lets a paused broker answer again, on the same port with the same data. */
    void resume();

    @Override
    void close();
}
