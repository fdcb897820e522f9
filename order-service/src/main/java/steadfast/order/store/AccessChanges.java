package steadfast.order.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import steadfast.http.access.AccessFileRead;

/**
 * The audit of access keys: which keys were valid before a change of the access file, and which
 * after it. A change that could not be written is written at the next start or change.
 */
@ApplicationScoped
public class AccessChanges {

    private static final Logger LOG = Logger.getLogger(AccessChanges.class);

    private final DataSource dataSource;
    private final ObjectMapper json;
    private final Clock clock;

    @Inject
    AccessChanges(DataSource dataSource, ObjectMapper json, Clock clock) {
        this.dataSource = dataSource;
        this.json = json;
        this.clock = clock;
    }

    @Transactional
    void record(@ObservesAsync AccessFileRead read) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                insert into access_change (at, who, before, after)
                                select cast(? as timestamptz), ?, last.after, now.after
                                from (values (cast(? as jsonb))) now (after)
                                left join (select after from access_change order by id desc limit 1) last
                                    on true
                                where last.after is distinct from now.after\
                                """)) {
            // Instances that see the change at once write it once.
            OneWriter.OF_ACCESS_CHANGE.await(connection);
            insert.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            insert.setString(2, read.writtenBy());
            insert.setString(3, json.writeValueAsString(new TreeMap<>(read.entries())));
            insert.executeUpdate();
        } catch (SQLException e) {
            LOG.errorf("a change of the access keys is not recorded yet reason=%s", e.getMessage());
            throw OrderStoreException.of("a change of the access keys cannot be written", e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("access entries cannot be written", e);
        }
    }
}
