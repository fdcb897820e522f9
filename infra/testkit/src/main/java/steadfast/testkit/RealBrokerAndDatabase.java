package steadfast.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts both for a {@code @QuarkusTestResource} and points the application at them. */
public final class RealBrokerAndDatabase implements QuarkusTestResourceLifecycleManager {

    private @Nullable TestBroker broker;
    private @Nullable TestDatabase database;

    @Override
    public Map<String, String> start() {
        TestBroker startedBroker = TestBroker.start();
        TestDatabase startedDatabase = TestDatabase.start();
        broker = startedBroker;
        database = startedDatabase;
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", startedBroker.bootstrapServers());
        settings.put("quarkus.datasource.jdbc.url", startedDatabase.jdbcUrl());
        settings.put("quarkus.datasource.username", "postgres");
        settings.put("quarkus.datasource.password", "postgres");
        return settings;
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
        if (database != null) {
            database.close();
        }
    }
}
