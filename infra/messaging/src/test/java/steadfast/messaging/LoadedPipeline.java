package steadfast.messaging;

import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceListener;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.postgresql.Driver;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.outbox.OutboxRelay;

/**
 * Everything at work at once: a writer that commits outbox rows, the relay that sends them, and a
 * group of either mode that handles them after a backlog. Database work goes through a pool, as in
 * the services.
 */
final class LoadedPipeline implements AutoCloseable {

    static final int IN_FLIGHT = 20;
    static final int BATCH = 100;
    static final int KEYS = 50;
    private static final int BACKLOG = 3_000;

    private final MessagingFixture fixture;
    private final OutboxFixture outbox;
    final String topic;
    final Watched transactional;
    final Watched concurrent;
    final AtomicInteger poolConnects = new AtomicInteger();

    /** Events that certainly happened: their record or their row was acknowledged. */
    final Set<UUID> happened = ConcurrentHashMap.newKeySet();

    private final AgroalDataSource pool;
    private final List<Runnable> ends = new ArrayList<>();
    private final List<Supplier<Optional<String>>> readiness = new ArrayList<>();
    private final Thread writer = Thread.ofPlatform().name("outbox-writer").unstarted(this::write);
    private volatile boolean writing = true;

    /** A group and what its handler saw. */
    record Watched(
            String group, AtomicInteger calls, AtomicInteger repeats, AtomicInteger mostAttempts) {
        Watched(String group) {
            this(group, new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
        }

        void sees(Delivery<?> delivery) {
            calls.incrementAndGet();
            mostAttempts.accumulateAndGet(delivery.attempt(), Math::max);
        }
    }

    LoadedPipeline(MessagingFixture fixture, OutboxFixture outbox) throws Exception {
        this.fixture = fixture;
        this.outbox = outbox;
        fixture.execute(
                "create table if not exists effect_once (handler text, event_id uuid, primary key (handler, event_id))");
        topic = fixture.newTopic(3);
        transactional = new Watched(fixture.newName("transactional"));
        concurrent = new Watched(fixture.newName("concurrent"));
        pool = pool();
    }

    void start() throws Exception {
        happened.addAll(fixture.send(topic, BACKLOG, KEYS));
        OutboxRelay relay = outbox.startRelay(pool, CrashPoints.NONE);
        ends.add(relay::close);
        readiness.add(relay::whyNotReady);
        startGroup(
                transactional,
                new Subscription.Mode.Transactional(BATCH),
                this::insideTheTransaction);
        startGroup(
                concurrent, new Subscription.Mode.Concurrent(IN_FLIGHT), this::inItsOwnTransaction);
        writer.start();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> transactional.calls().get() > 200 && concurrent.calls().get() > 200);
    }

    private void startGroup(Watched of, Subscription.Mode mode, Handler<String> handler)
            throws Exception {
        Engine.Running group =
                fixture.start(
                        Engine.subscription(of.group(), topic, mode, handler), CrashPoints.NONE);
        ends.add(group::close);
        readiness.add(group.first()::whyNotReady);
        readiness.add(group.waiting()::whyNotReady);
    }

    /** Why a balancer would take this instance off. */
    List<String> whyNotReady() {
        return readiness.stream().map(Supplier::get).flatMap(Optional::stream).toList();
    }

    /** Ends the writing; what was written goes on being handled. */
    void stopWriting() {
        writing = false;
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Events that the group has handled for good. */
    Set<UUID> effects(Watched of) throws SQLException {
        Set<UUID> effects = new HashSet<>();
        try (Connection connection = fixture.connect();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select event_id from effect_once where handler = ?")) {
            select.setString(1, of.group());
            var result = select.executeQuery();
            while (result.next()) {
                effects.add(result.getObject(1, UUID.class));
            }
        }
        return effects;
    }

    private Outcome insideTheTransaction(Delivery<String> delivery) throws Exception {
        transactional.sees(delivery);
        if (mustClimbOneRung(delivery)) {
            return new Outcome.Retry("planted", "once");
        }
        TimeUnit.MILLISECONDS.sleep(1);
        record(fixture.inCurrent(), transactional, delivery);
        return Outcome.DONE;
    }

    private Outcome inItsOwnTransaction(Delivery<String> delivery) throws Exception {
        concurrent.sees(delivery);
        if (mustClimbOneRung(delivery)) {
            return new Outcome.Retry("planted", "once");
        }
        TimeUnit.MILLISECONDS.sleep(20);
        try (Connection connection = pool.getConnection()) {
            record(connection, concurrent, delivery);
        }
        return Outcome.DONE;
    }

    private static boolean mustClimbOneRung(Delivery<String> delivery) {
        return delivery.attempt() == 1 && Integer.parseInt(delivery.event()) % 100 == 0;
    }

    private static void record(Connection connection, Watched group, Delivery<?> delivery)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into effect_once values (?, ?) on conflict do nothing")) {
            insert.setString(1, group.group());
            insert.setObject(2, delivery.eventId());
            if (insert.executeUpdate() == 0) {
                group.repeats().incrementAndGet();
            }
        }
    }

    /** A commit whose answer is lost is nobody's promise: it counts if it comes, and need not. */
    private void write() {
        for (int number = BACKLOG; writing; number++) {
            try (Connection connection = pool.getConnection()) {
                happened.add(
                        outbox.insert(
                                connection, topic, "key-" + number % KEYS, String.valueOf(number)));
            } catch (SQLException e) {
                pause(200);
            }
            pause(5);
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AgroalDataSource pool() throws SQLException {
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier()
                        .connectionPoolConfiguration(pool ->
                                pool.maxSize(IN_FLIGHT + 10)
                                        .acquisitionTimeout(Duration.ofSeconds(5))
                                        .exceptionSorter(new PostgreSQLExceptionSorter())
                                        .connectionFactoryConfiguration(factory ->
                                                factory.jdbcUrl(fixture.database.jdbcUrl())
                                                        .connectionProviderClass(Driver.class))),
                new AgroalDataSourceListener() {
                    @Override
                    public void beforeConnectionCreation() {
                        poolConnects.incrementAndGet();
                    }
                });
    }

    @Override
    public void close() {
        stopWriting();
        ends.reversed().forEach(Runnable::run);
        pool.close();
    }
}
