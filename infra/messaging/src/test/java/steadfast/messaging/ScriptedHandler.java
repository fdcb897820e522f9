package steadfast.messaging;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Does what the event says, such as {@code 17 fails-twice}, and writes each call into the journal.
 * Its effect is a row, a sum that must agree with the rows, and an event in the outbox: all or
 * none, and once, however often it is called.
 */
final class ScriptedHandler implements Handler<String> {

    static final String GOOD = "good";
    static final String FAILS_TWICE = "fails-twice";
    static final String ALWAYS_FAILS = "always-fails";
    static final String PARKS = "parks";
    static final String TIER = "bank";

    static final String TABLES =
            """
            create table effect (handler text not null, value text not null,
                primary key (handler, value));
            create table tally (handler text not null, key text not null, effects int not null,
                primary key (handler, key));
            """;

    private final ChildPlan plan;
    private final Journal journal;
    private final Killer killer;
    private final LocalTransactions transactions;
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    ScriptedHandler(
            ChildPlan plan, Journal journal, Killer killer, LocalTransactions transactions) {
        this.plan = plan;
        this.journal = journal;
        this.killer = killer;
        this.transactions = transactions;
    }

    @Override
    public Outcome handle(Delivery<String> delivery) throws Exception {
        journal.write(Journal.What.BEGIN, plan.process(), delivery);
        killer.handlerBegins();
        try {
            Outcome outcome = outcome(delivery);
            if (outcome instanceof Outcome.Done) {
                if (plan.transactional()) {
                    takeEffect(delivery);
                } else {
                    transactions.run(() -> takeEffect(delivery));
                }
            }
            journal.write(Journal.What.END, plan.process(), delivery);
            return outcome;
        } finally {
            killer.handlerEnds();
        }
    }

    private Outcome outcome(Delivery<String> delivery) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(plan.workMillis());
        Outcome retry = new Outcome.Retry("planted", "by its script");
        return switch (delivery.event().split(" ", 2)[1]) {
            case GOOD -> Outcome.DONE;
            case FAILS_TWICE -> delivery.attempt() <= 2 ? retry : Outcome.DONE;
            case ALWAYS_FAILS -> retry;
            // Parked from the source, and once more from the tier.
            case PARKS ->
                    calls.merge(delivery.event(), 1, Integer::sum) <= 2
                            ? new Outcome.Retry("circuit-open", "by its script", TIER)
                            : Outcome.DONE;
            default -> throw new IllegalArgumentException(delivery.event());
        };
    }

    private void takeEffect(Delivery<String> delivery) throws SQLException {
        if (update("insert into effect values (?, ?) on conflict do nothing", delivery.event())
                == 0) {
            return;
        }
        update(
                """
                insert into tally values (?, ?, 1)
                on conflict (handler, key) do update set effects = tally.effects + 1
                """,
                delivery.key());
        if (plan.relay()) {
            publish(delivery);
        }
    }

    private int update(String sql, String second) throws SQLException {
        try (PreparedStatement statement = transactions.current().prepareStatement(sql)) {
            statement.setString(1, plan.group());
            statement.setString(2, second);
            return statement.executeUpdate();
        }
    }

    private void publish(Delivery<String> delivery) throws SQLException {
        try (PreparedStatement insert =
                transactions
                        .current()
                        .prepareStatement(
                                """
                                insert into outbox
                                (event_id, occurred_at, topic, record_key, type, value)
                                values (?, ?, ?, ?, 'Known', ?)
                                """)) {
            insert.setObject(1, UUID.randomUUID());
            insert.setObject(2, Clock.systemUTC().instant().atOffset(ZoneOffset.UTC));
            insert.setString(3, plan.outTopic());
            insert.setString(4, delivery.key());
            insert.setBytes(5, delivery.event().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            insert.executeUpdate();
        }
    }
}
