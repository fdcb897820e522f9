package steadfast.demo.check;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import steadfast.demo.scenario.DemoFailure;
import steadfast.events.OrderId;
import steadfast.events.Sku;

/** The card table itself, read past the service that owns it. */
final class CardTable {

    private static final String ROWS =
            "select id, sku, order_id from card where sku = any (?) order by id";

    private final String jdbcUrl;

    CardTable(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /**
     * Every card of these products.
     *
     * @throws DemoFailure if the table can't be read
     */
    List<CardRow> of(Collection<Sku> skus) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                PreparedStatement statement = connection.prepareStatement(ROWS)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", skus.stream().map(Sku::value).toArray(String[]::new)));
            List<CardRow> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(
                            new CardRow(
                                    found.getString("id"),
                                    new Sku(found.getString("sku")),
                                    Optional.ofNullable(found.getObject("order_id", UUID.class))
                                            .map(OrderId::new)));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new DemoFailure("the card table can't be read: " + e.getMessage(), e);
        }
    }
}
