package steadfast.testkit;

import java.util.Locale;

/**
 * Decides where the broker and the database of a test run, by the system property {@code
 * test.servers}. The Maven profile {@code containers} sets it.
 */
enum TestServers {

    /** A broker inside the test's JVM, and PostgreSQL's own binaries: needs nothing else. */
    LOCAL {
        @Override
        TestBroker startBroker() {
            return LocalBroker.start();
        }

        @Override
        TestDatabase startDatabase() {
            return LocalDatabase.start();
        }
    },

    /** Images, by Testcontainers: needs a container engine. */
    CONTAINERS {
        @Override
        TestBroker startBroker() {
            return ContainerBroker.start();
        }

        @Override
        TestDatabase startDatabase() {
            return ContainerDatabase.start();
        }
    };

    abstract TestBroker startBroker();

    abstract TestDatabase startDatabase();

    static TestServers chosen() {
        return valueOf(System.getProperty("test.servers", "local").toUpperCase(Locale.ROOT));
    }
}
