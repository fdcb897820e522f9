package steadfast.messaging;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import steadfast.database.DatabaseMonitor;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.outbox.OutboxRelay;
import steadfast.messaging.outbox.OutboxSignal;

/** The outbox table of the shared database, its rows and its relays. */
public final class OutboxFixture {

    private static final String INSERT =
            "insert into outbox (event_id, occurred_at, topic, record_key, type, value) values (?, ?, ?, ?, 'Known', ?)";

    /** Of this test's relays alone: the shared registry keeps the first gauge of a name. */
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final MessagingFixture fixture;

    public OutboxFixture(MessagingFixture fixture) {
        this.fixture = fixture;
    }

    public void createTable() throws IOException {
        fixture.execute("drop table if exists outbox");
        fixture.execute(
                Files.readString(Path.of("src/main/resources/db/messaging/V0001__outbox.sql")));
    }

    public void dropTable() {
        fixture.execute("drop table outbox");
    }

    public OutboxRelay startRelay(CrashPoints crashPoints) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(fixture.database.jdbcUrl());
        return startRelay(dataSource, crashPoints);
    }

    public OutboxRelay startRelay(DataSource dataSource, CrashPoints crashPoints) {
        OutboxRelay relay =
                new OutboxRelay(
                        dataSource,
                        DatabaseMonitor.of(dataSource),
                        fixture.clients,
                        new OutboxSignal(),
                        new TestConfig(),
                        meters,
                        crashPoints);
        relay.start();
        return relay;
    }

    public long rows() {
        return fixture.count("select count(*) from outbox");
    }

    public boolean empty() {
        return rows() == 0;
    }

    /** In a transaction of its own; the event's ID. */
    public UUID insert(String topic, String key, String value) {
        try (Connection connection = fixture.connect()) {
            return insert(connection, topic, key, value);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the connection's transaction; the event's ID. */
    UUID insert(Connection connection, String topic, String key, String value) throws SQLException {
        UUID eventId = UUID.randomUUID();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, eventId);
            insert.setObject(2, Instant.EPOCH.atOffset(ZoneOffset.UTC));
            insert.setString(3, topic);
            insert.setString(4, key);
            insert.setBytes(5, value.getBytes(StandardCharsets.UTF_8));
            insert.executeUpdate();
        }
        return eventId;
    }
}
