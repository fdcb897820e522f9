package steadfast.order.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import steadfast.events.OrderId;
import steadfast.testkit.TestDatabase;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensInTheClearAreSealedByTheUpgradeTest {

    private static final UUID YOUNG = UUID.fromString("019b0000-0000-7000-8000-000000000001");
    private static final UUID OLD = UUID.fromString("019b0000-0000-7000-8000-000000000002");

    private TestDatabase database;

    @BeforeAll
    void upgrade() throws SQLException {
        database = TestDatabase.start();
        flyway().target("0167?").load().migrate();
        insert("young-key", YOUNG, "23 hours");
        insert("old-key", OLD, "25 hours");
        flyway().load().migrate();
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void aYoungTokenOpensWithItsKey() throws SQLException {
        TokenSeal seal = new TokenSeal("corner-shop", "young-key");

        Row row = row(YOUNG);

        assertThat(row.keySha256()).isEqualTo(seal.keySha256());
        assertThat(seal.open(row.sealedToken(), new OrderId(YOUNG)).value())
                .isEqualTo("token-of-young-key");
        assertThat(row.answer()).isEqualTo("{\"orderId\":\"" + YOUNG + "\",\"quantity\":1}");
    }

    @Test
    void anOldOneIsGoneAndItsKeyStillKnown() throws SQLException {
        Row row = row(OLD);

        assertThat(row.keySha256()).isEqualTo(new TokenSeal("corner-shop", "old-key").keySha256());
        assertThat(row.sealedToken()).isNull();
        assertThat(row.answer()).isEqualTo("{\"orderId\":\"" + OLD + "\",\"quantity\":1}");
    }

    @Test
    void whereTheyStoodIsGone() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                PreparedStatement select =
                        connection.prepareStatement(
                                "select to_regclass('idempotency_key_before')");
                ResultSet found = select.executeQuery()) {
            found.next();
            assertThat(found.getString(1)).isNull();
        }
    }

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(database.jdbcUrl(), "postgres", "postgres")
                .locations("classpath:db/messaging", "classpath:db/audit", "classpath:db/migration")
                .javaMigrations(new V0168_1__SealViewTokens());
    }

    private void insert(String key, UUID orderId, String age) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                insert into idempotency_key
                                values ('corner-shop', ?, 'x', ?, ?, now() - ?::interval)\
                                """)) {
            insert.setString(1, key);
            insert.setObject(2, orderId);
            insert.setString(
                    3,
                    "{\"viewToken\":\"token-of-%s\",\"orderId\":\"%s\",\"quantity\":1}"
                            .formatted(key, orderId));
            insert.setString(4, age);
            insert.executeUpdate();
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Row(byte[] keySha256, byte[] sealedToken, String answer) {}

    private Row row(UUID orderId) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                PreparedStatement select =
                        connection.prepareStatement(
                                """
                                select key_sha256, sealed_token, answer from idempotency_key
                                where order_id = ?\
                                """)) {
            select.setObject(1, orderId);
            try (ResultSet found = select.executeQuery()) {
                found.next();
                return new Row(found.getBytes(1), found.getBytes(2), found.getString(3));
            }
        }
    }
}
