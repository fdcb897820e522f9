package steadfast.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Grants the service's role its rights, after the owner of the tables has migrated. */
final class RightsAfterMigration implements Callback {

    private final String role;

    RightsAfterMigration(String role) {
        this.role = role;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        Connection connection = context.getConnection();
        try {
            RoleRights.of(role).establish(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the rights of the role %s cannot be set".formatted(role), e);
        }
    }

    @Override
    public String getCallbackName() {
        return "rights";
    }
}
