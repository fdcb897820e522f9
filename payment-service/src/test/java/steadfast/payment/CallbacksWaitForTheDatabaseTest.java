package steadfast.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static steadfast.payment.World.submitted;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.TestBroker;
import steadfast.testkit.TestDatabase;

/** A callback that can't be kept now is sent away to come again, and is in nobody's way. */
@QuarkusTest
@QuarkusTestResource(
        value = CallbacksWaitForTheDatabaseTest.Servers.class,
        restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CallbacksWaitForTheDatabaseTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject World world;
    @Inject Callbacks callbacks;
    @Inject StateOfAnOrder state;
    @Inject DataSource dataSource;
    TestDatabase database;

    /** As the others have, but the database can be taken away. */
    public static final class Servers implements QuarkusTestResourceLifecycleManager {
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
            // Longer than a callback waits for its turn: those who have one keep it.
            settings.put("quarkus.datasource.jdbc.new-connection-sql", "set lock_timeout = '60s'");
            return settings;
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(database, new TestInjector.MatchesType(TestDatabase.class));
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

    @Test
    @Order(2) // it leaves broken connections behind
    void whileTheDatabaseIsAwayNothingIsKeptAndAllIsToldAgain() {
        PaymentId payment = waitsForItsBuyer();
        database.pause();
        try {
            HttpResponse<String> answer = callbacks.claim(payment, "CAPTURED");

            assertUnavailable(answer);
            assertThat(callbacks.counted("not-kept")).isPositive();
        } finally {
            database.resume();
        }
        await().atMost(LIMIT).until(() -> callbacks.claim(payment, "CAPTURED").statusCode() == 200);
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> state.findings(payment.orderId()).size() == 1);
        await().atMost(LIMIT)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(state.claimCounts(payment.orderId()))
                                .containsExactly("CAPTURED 1"));
    }

    @Test
    @Order(1)
    void aFloodOfCallbacksTakesNoConnectionFromThePayments() throws Exception {
        PaymentId payment = waitsForItsBuyer();
        double busy = callbacks.counted("busy");
        List<HttpResponse<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = dataSource.getConnection()) {
            holder.setAutoCommit(false);
            hold(holder, payment);
            List<Future<HttpResponse<String>>> flood = new ArrayList<>();
            for (int one = 0; one < 40; one++) {
                flood.add(threads.submit(() -> callbacks.claim(payment, "CAPTURED")));
            }
            await().atMost(LIMIT).until(() -> callbacks.counted("busy") >= busy + 36);

            OrderId other = world.newOrder();
            world.publish(submitted(other, "card"));
            world.awaitState(PaymentId.first(other), PaymentState.Captured.class);

            assertThat(flood).anyMatch(one -> !one.isDone());
            holder.rollback();
            for (Future<HttpResponse<String>> one : flood) {
                answers.add(one.get());
            }
        }
        // Of the four that had a place one was passed on, and three came too soon after it.
        assertThat(answers).filteredOn(one -> one.statusCode() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(one -> one.statusCode() != 200)
                .hasSize(39)
                .allSatisfy(CallbacksWaitForTheDatabaseTest::assertUnavailable);
        assertThat(state.claimCounts(payment.orderId())).containsExactly("CAPTURED 4");
        assertThat(state.findings(payment.orderId())).hasSize(1);
    }

    /** Whoever writes the same claim waits for this transaction. */
    private static void hold(Connection holder, PaymentId payment) throws SQLException {
        try (var insert =
                holder.prepareStatement(
                        """
                        insert into gateway_callback (payment_id, claim, gateway, first_event_id,
                            first_at, last_at, said_at, times)
                        values (?, 'CAPTURED', 'scripted', 'held', now(), now(), now(), 1)\
                        """)) {
            insert.setString(1, payment.toString());
            insert.executeUpdate();
        }
    }

    private PaymentId waitsForItsBuyer() {
        OrderId order = world.newOrder();
        world.publish(submitted(order, "qr"));
        world.awaitState(PaymentId.first(order), PaymentState.ActionRequired.class);
        return PaymentId.first(order);
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue("application/problem+json");
        assertThat(answer.body()).doesNotContain("Exception", "\tat ");
    }
}
