package steadfast.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;
import steadfast.database.DatabaseMonitor;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.outbox.OutboxRelay;
import steadfast.messaging.outbox.OutboxSignal;

/** A process with both sides of a subscription, and a relay if the plan wants one. */
final class ChildMain {

    static final TestConfig CONFIG =
            new TestConfig() {
                @Override
                public int outboxBatch() {
                    return 50;
                }
            };

    private static final int MAX_BATCH = 50;
    static final int MAX_IN_FLIGHT = 20;

    private ChildMain() {}

    /** Both sides and the relay, in this process or in one of their own. */
    record Running(
            Engine.Running sides, Optional<OutboxRelay> relay, LocalTransactions transactions)
            implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            relay.ifPresent(OutboxRelay::close);
            sides.close();
            transactions.close();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Running running = start(ChildPlan.parse(arguments));
        Runtime.getRuntime().addShutdownHook(new Thread(running.sides()::close));
    }

    static Running start(ChildPlan plan) throws Exception {
        Killer killer = new Killer(plan.kill());
        LocalTransactions transactions = new LocalTransactions(plan.jdbcUrl());
        Handler<String> handler =
                new ScriptedHandler(plan, new Journal(plan.journal()), killer, transactions);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        KafkaClients clients =
                new KafkaClients(Map.of("bootstrap.servers", plan.bootstrapServers()), meters);
        Optional<OutboxRelay> relay =
                plan.relay() ? Optional.of(relay(plan, clients, meters, killer)) : Optional.empty();
        relay.ifPresent(OutboxRelay::start);
        Engine.Running sides =
                new Engine(clients, transactions.access(), meters, Clock.systemUTC())
                        .start(
                                subscription(plan, handler),
                                new Engine.SideFaults(
                                        killer.on(Kill.Side.FIRST), killer.on(Kill.Side.WAITING)),
                                CONFIG,
                                (_, waiting) -> waiting);
        return new Running(sides, relay, transactions);
    }

    private static OutboxRelay relay(
            ChildPlan plan, KafkaClients clients, MeterRegistry meters, Killer killer) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(plan.jdbcUrl());
        return new OutboxRelay(
                dataSource,
                DatabaseMonitor.of(dataSource),
                clients,
                new OutboxSignal(),
                CONFIG,
                meters,
                killer.on(Kill.Side.RELAY));
    }

    static Subscription<String> subscription(ChildPlan plan, Handler<String> handler) {
        Subscription.Mode mode =
                plan.transactional()
                        ? new Subscription.Mode.Transactional(MAX_BATCH)
                        : new Subscription.Mode.Concurrent(MAX_IN_FLIGHT);
        return Engine.subscription(plan.group(), plan.topic(), mode, handler)
                .parkingAt(ScriptedHandler.TIER);
    }
}
