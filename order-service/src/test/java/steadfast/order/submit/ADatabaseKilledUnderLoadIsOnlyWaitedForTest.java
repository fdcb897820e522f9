package steadfast.order.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steadfast.order.Shop;
import steadfast.order.ShopTest;

@QuarkusTest
class ADatabaseKilledUnderLoadIsOnlyWaitedForTest extends ShopTest {

    static final int BUYERS = 12;
    static final int ORDERS_EACH = 20;
    static final int ORDERS = BUYERS * ORDERS_EACH;
    static final int KILLS = 4;

    @Inject AgroalDataSource dataSource;

    final Queue<Response> answers = new ConcurrentLinkedQueue<>();
    final Map<String, String> taken = new ConcurrentHashMap<>();

    @AfterEach
    void leaveNoDeadConnectionToOthers() {
        dataSource.flush(FlushMode.ALL);
    }

    @Test
    void everyAnswerIsAnOrderOrATimeToComeBackAndEveryKeyIsOneOrder() throws SQLException {
        String sku = shop.product(1000);

        try (ExecutorService buyers = Executors.newFixedThreadPool(BUYERS)) {
            for (int i = 0; i < BUYERS; i++) {
                buyers.execute(
                        () -> IntStream.range(0, ORDERS_EACH).forEach(order -> buyUntilTaken(sku)));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                int enough = kill * ORDERS / (KILLS + 1);
                await().atMost(Shop.LIMIT)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> taken.size() >= enough);
                killTheDatabase();
            }
        }

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.statusCode())
                                .as(answer.asString())
                                .isIn(201, 409, 429, 503));
        List<Response> refused =
                answers.stream().filter(answer -> answer.statusCode() != 201).toList();
        assertThat(refused)
                .as("some requests were cut off, or this test tests nothing")
                .isNotEmpty()
                .allSatisfy(answer -> {
                    assertThat(answer.contentType()).isEqualTo("application/problem+json");
                    assertThat(answer.header("Retry-After")).isNotNull();
                });
        assertThat(taken).hasSize(ORDERS);
        assertThat(ordersOf(sku)).isEqualTo(ORDERS);
        assertThat(Shop.available(sku)).isEqualTo(1000 - ORDERS);
    }

    /** Buys as a careful storefront does: the same key until it is answered. */
    private void buyUntilTaken(String sku) {
        String key = UUID.randomUUID().toString();
        Response answer =
                await().atMost(Shop.LIMIT)
                        .pollDelay(Duration.ZERO)
                        .until(() -> submit(key, sku), last -> last.statusCode() == 201);
        taken.put(key, answer.asString());
    }

    private Response submit(String key, String sku) {
        Response answer = Shop.submit(key, sku, 1, "card");
        answers.add(answer);
        return answer;
    }

    /**
     * As {@code kill -9} of one of its processes does: the server ends all others, recovers from
     * its log, and takes connections again, within a second or so.
     */
    private void killTheDatabase() {
        await().atMost(Shop.LIMIT)
                .until(() -> {
                    try (Connection connection = dataSource.getConnection();
                            Statement statement = connection.createStatement()) {
                        statement.execute("copy (select 1) to program 'kill -9 $PPID'");
                        return false;
                    } catch (SQLException e) {
                        // Its own connection is the one that is killed, unless it was dead already.
                        return e.getMessage().contains("I/O error");
                    }
                });
    }

    private long ordersOf(String sku) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement count =
                        connection.prepareStatement("select count(*) from orders where sku = ?")) {
            count.setString(1, sku);
            try (ResultSet found = count.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }
}
