package steadfast.messaging.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The outbox's state, as seen by an instance that does not relay it.
 *
 * @param oldest when the oldest row was written; null if there is none
 * @param lockHolder the holder of the relay's lock, for a person; null if there is none
 */
public record OutboxState(@Nullable Instant oldest, @Nullable String lockHolder) {

    private static final String SELECT =
            """
            select (select occurred_at from outbox order by id limit 1) as oldest,
                (select format('pid %%s, application %%s, from %%s, since %%s', a.pid,
                            coalesce(nullif(a.application_name, ''), '-'),
                            coalesce(host(a.client_addr), 'local'), a.backend_start)
                    from pg_locks l join pg_stat_activity a on a.pid = l.pid
                    where l.locktype = 'advisory' and l.granted
                        and l.database = (select oid from pg_database where datname = current_database())
                        and (l.classid::bigint << 32 | l.objid::bigint) = %d
                    limit 1) as holder
            """
                    .formatted(OutboxTable.LOCK);

    /** Reads the state. */
    public static OutboxState of(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT);
                ResultSet row = select.executeQuery()) {
            row.next();
            @Nullable OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
            return new OutboxState(
                    oldest == null ? null : oldest.toInstant(), row.getString("holder"));
        }
    }

    /** Returns the age of the oldest row; empty if there is none. */
    public Optional<Duration> age(Instant now) {
        return oldest == null ? Optional.empty() : Optional.of(Duration.between(oldest, now));
    }
}
