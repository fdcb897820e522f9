package steadfast.order.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import steadfast.events.Sku;
import steadfast.order.lifecycle.OrderState;
import steadfast.order.lifecycle.OrderState.Unpaid;
import steadfast.order.lifecycle.OrderTerms;
import steadfast.order.lifecycle.StockClaim;

/**
 * The stock that orders hold and have bought of each product. A popular product is one row that
 * every order writes, so it is written at the end of a transaction: once per product, in the order
 * of the SKUs.
 */
@ApplicationScoped
public class ProductStock {

    private final DataSource dataSource;
    private final TransactionSynchronizationRegistry transactions;

    ProductStock(DataSource dataSource, TransactionSynchronizationRegistry transactions) {
        this.dataSource = dataSource;
        this.transactions = transactions;
    }

    /** A transaction's changes to one product. */
    private record Change(long held, long sold) {
        Change plus(Change other) {
            return new Change(held + other.held, sold + other.sold);
        }
    }

    /**
     * Holds this quantity for a new order, if the product is on sale and enough is available. Locks
     * the product's row, so call it last before the commit.
     */
    @Transactional(TxType.MANDATORY)
    public boolean holdForNewOrder(Sku sku, int quantity) {
        return hold(
                """
                update product set held = held + ?
                where sku = ? and title is not null and on_sale and supply - held - sold >= ?\
                """,
                sku,
                quantity);
    }

    /** Holds stock for an existing order, which continues even if its product is off sale. */
    boolean hold(Sku sku, int quantity) {
        return hold(
                """
                update product set held = held + ?
                where sku = ? and title is not null and supply - held - sold >= ?\
                """,
                sku,
                quantity);
    }

    private boolean hold(String sql, Sku sku, int quantity) {
        return update(
                        sql,
                        statement -> {
                            statement.setLong(1, quantity);
                            statement.setString(2, sku.value());
                            statement.setLong(3, quantity);
                        })
                == 1;
    }

    /**
     * Updates an order's claim to match its state.
     *
     * @return false if the next round of an ended order found too little, and nothing may change
     */
    boolean follows(OrderState from, OrderState next) {
        StockClaim before = from.stock();
        StockClaim after = next.stock();
        if (before == after) {
            return true;
        }
        OrderTerms terms = next.terms();
        if (after == StockClaim.HELD && next instanceof Unpaid) {
            return hold(terms.sku(), terms.quantity());
        }
        // A person's decision to issue claims even missing stock: the shop owes it.
        Change change =
                new Change(
                        counted(after, StockClaim.HELD, terms)
                                - counted(before, StockClaim.HELD, terms),
                        counted(after, StockClaim.SOLD, terms)
                                - counted(before, StockClaim.SOLD, terms));
        pending().merge(terms.sku().value(), change, Change::plus);
        return true;
    }

    private static long counted(StockClaim claim, StockClaim wanted, OrderTerms terms) {
        return claim == wanted ? terms.quantity() : 0;
    }

    @SuppressWarnings("unchecked") // only this method puts the resource
    private SortedMap<String, Change> pending() {
        @Nullable Object known = transactions.getResource(this);
        if (known != null) {
            return (SortedMap<String, Change>) known;
        }
        SortedMap<String, Change> changes = new TreeMap<>();
        transactions.putResource(this, changes);
        transactions.registerInterposedSynchronization(
                new Synchronization() {
                    @Override
                    public void beforeCompletion() {
                        changes.forEach(ProductStock.this::write);
                    }

                    @Override
                    public void afterCompletion(int status) {}
                });
        return changes;
    }

    private void write(String sku, Change change) {
        int rows =
                update(
                        "update product set held = held + ?, sold = sold + ? where sku = ?",
                        statement -> {
                            statement.setLong(1, change.held());
                            statement.setLong(2, change.sold());
                            statement.setString(3, sku);
                        });
        if (rows != 1) {
            throw new IllegalStateException("an order's product is not there: " + sku);
        }
    }

    @FunctionalInterface
    private interface Parameters {
        void fill(PreparedStatement statement) throws SQLException;
    }

    private int update(String sql, Parameters parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.fill(statement);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw OrderStoreException.of("the stock cannot be written", e);
        }
    }
}
