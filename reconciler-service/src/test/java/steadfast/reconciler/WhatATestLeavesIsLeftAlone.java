package steadfast.reconciler;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * Puts off until tomorrow what the shop would still do for the orders of a test that is over.
 *
 * <p>Most of them are never settled. Asked about every second until the last class has ended, they
 * cost more than the tests.
 */
public class WhatATestLeavesIsLeftAlone implements QuarkusTestAfterEachCallback {

    /** A row that is being worked on is not waited for: the next test's end finds it. */
    private static final List<String> PUT_OFF =
            List.of(
                    """
                    update watched_order set
                        next_repair_at = next_repair_at + interval '1 day',
                        review_at = review_at + interval '1 day'
                    where order_id in (select order_id from watched_order
                        where next_repair_at < now() + interval '1 hour'
                            or review_at < now() + interval '1 hour'
                        for update skip locked)
                    """,
                    """
                    update polled_payment set next_poll_at = next_poll_at + interval '1 day'
                    where payment_id in (select payment_id from polled_payment
                        where next_poll_at < now() + interval '1 hour'
                        for update skip locked)
                    """);

    @Override
    public void afterEach(QuarkusTestMethodContext context) {
        try (Connection connection =
                        Arc.container().instance(DataSource.class).get().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : PUT_OFF) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("what the test has left cannot be put off", e);
        }
    }
}
