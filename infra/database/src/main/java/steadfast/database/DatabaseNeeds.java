package steadfast.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The needs of every service towards its database, checked at its start and by {@code infra/run
 * up}: version, encoding, rights, a writable primary, its own sessions, and a clock that agrees
 * with ours.
 */
public final class DatabaseNeeds {

    /**
     * A larger difference of the clocks is logged as a warning; nothing is decided by PostgreSQL's
     * clock.
     */
    static final Duration CLOCKS_MAY_DIFFER_BY = Duration.ofSeconds(2);

    private final Connections connections;
    private final Optional<Connections> owner;
    private final Clock clock;

    /** Creates the needs of a service whose role owns its tables. */
    public DatabaseNeeds(Connections connections, Clock clock) {
        this(connections, Optional.empty(), clock);
    }

    /**
     * Creates the needs of a service whose tables belong to another role. The owner's rights are
     * checked, because the service's role has none before the owner has migrated.
     *
     * @param owner opens connections as the owner
     */
    public DatabaseNeeds(Connections connections, Connections owner, Clock clock) {
        this(connections, Optional.of(owner), clock);
    }

    DatabaseNeeds(Connections connections, Optional<Connections> owner, Clock clock) {
        this.connections = connections;
        this.owner = owner;
        this.clock = clock;
    }

    /**
     * Checks the database.
     *
     * @throws SQLException if it does not answer; {@link #refusal} tells whether that is an unmet
     *     need or a database that is down
     */
    public StartReport check() throws SQLException {
        List<UnmetNeed> unmet;
        List<String> warnings;
        DatabaseFacts facts;
        try (Connection connection = connections.open()) {
            facts = DatabaseFacts.read(connection);
            warnings = new ArrayList<>(DatabaseSentences.warnings(facts));
            if (owner.isPresent()) {
                unmet = new ArrayList<>(DatabaseSentences.unmet(facts, factsOf(owner.get())));
            } else {
                unmet = new ArrayList<>(DatabaseSentences.unmet(facts));
                warnings.addAll(DatabaseSentences.ownership(facts));
            }
            ClockOffset offset = ClockOffset.measure(connection, clock);
            if (offset.exceeds(CLOCKS_MAY_DIFFER_BY)) {
                warnings.add(offset.sentence());
            }
        }
        // Last, since it takes two connections at once.
        if (unmet.isEmpty() && SessionProbe.sessionsAreShared(connections)) {
            unmet.add(DatabaseSentences.sharedSessions(facts));
        }
        return new StartReport(unmet, warnings);
    }

    private static DatabaseFacts factsOf(Connections owner) throws SQLException {
        try (Connection connection = owner.open()) {
            return DatabaseFacts.read(connection);
        }
    }

    /**
     * Returns the unmet need behind a permanently refused connection (a missing database, a wrong
     * password, a missing right); empty if the database is down.
     */
    public static Optional<UnmetNeed> refusal(SQLException failure) {
        return DatabaseFailure.of(failure)
                .filter(DatabaseFailure.DEPLOYMENT::equals)
                .flatMap(_ -> DatabaseFailure.message(failure))
                .map(DatabaseSentences::refusal);
    }
}
