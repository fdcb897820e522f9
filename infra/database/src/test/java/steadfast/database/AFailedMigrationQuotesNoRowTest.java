package steadfast.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import steadfast.testkit.TestDatabase;

class AFailedMigrationQuotesNoRowTest {

    @Test
    void theOwnersConnectionLeavesTheRowOut() throws Exception {
        try (TestDatabase server = TestDatabase.start()) {
            FluentConfiguration configuration = new FluentConfiguration();
            CheckBeforeMigration.migrateAs("postgres", "postgres", server.jdbcUrl(), configuration);

            try (Connection connection = configuration.getDataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table hash (view_token text check (view_token = ''))");
                assertThatThrownBy(() -> statement.execute("insert into hash values ('secret')"))
                        .hasMessageContaining("violates check constraint")
                        .hasMessageNotContaining("secret");
            }
        }
    }
}
