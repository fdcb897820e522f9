package steadfast.order.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import steadfast.events.OrderId;
import steadfast.order.lifecycle.ViewToken;

/**
 * Seals the view tokens that were stored in the clear, which SQL cannot do, and drops their old
 * table. Only those of the last day are kept, because a client may still be repeating its request;
 * older ones are no longer returned, so they are deleted.
 */
public class V0168_1__SealViewTokens extends BaseJavaMigration {

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        SecureRandom random = new SecureRandom();
        String young =
                """
                select storefront, key, order_id, substring(answer from '^\\{"viewToken":"([^"]*)",')
                from idempotency_key_before
                where created_at > now() - interval '1 day' and answer like '{"viewToken":%'\
                """;
        String seal =
                "update idempotency_key set sealed_token = ? where storefront = ? and key_sha256 = ?";
        try (Statement select = connection.createStatement();
                PreparedStatement update = connection.prepareStatement(seal)) {
            try (ResultSet rows = select.executeQuery(young)) {
                while (rows.next()) {
                    TokenSeal tokenSeal = new TokenSeal(rows.getString(1), rows.getString(2));
                    OrderId orderId = new OrderId(rows.getObject(3, UUID.class));
                    update.setBytes(
                            1, tokenSeal.seal(new ViewToken(rows.getString(4)), orderId, random));
                    update.setString(2, rows.getString(1));
                    update.setBytes(3, tokenSeal.keySha256());
                    update.addBatch();
                }
            }
            update.executeBatch();
            select.execute("drop table idempotency_key_before");
        }
    }
}
