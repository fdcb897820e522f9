package steadfast.order.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.TreeMap;
import javax.sql.DataSource;
import steadfast.order.lifecycle.LateMoneyPolicy;
import steadfast.order.lifecycle.LatePaymentPolicy;
import steadfast.order.lifecycle.OrderState.Paid;

/**
 * The audit of late money: which policy was in force when, and to which orders it was applied. Both
 * tables are append-only.
 */
@ApplicationScoped
class LateMoneyRecords {

    private final DataSource dataSource;
    private final LateMoneyPolicy policy;
    private final ObjectMapper json;
    private final Clock clock;

    LateMoneyRecords(
            DataSource dataSource, LateMoneyPolicy policy, ObjectMapper json, Clock clock) {
        this.dataSource = dataSource;
        this.policy = policy;
        this.json = json;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        record(policy);
    }

    /** Records the policy, unless it equals the last recorded one. */
    @Transactional
    void record(LateMoneyPolicy inForce) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                insert into late_money_policy (by_default, by_storefront, recorded_at)
                                select wanted.*
                                from (values (?, cast(? as jsonb), cast(? as timestamptz)))
                                    as wanted (by_default, by_storefront, recorded_at)
                                where not exists (
                                    select from
                                        (select * from late_money_policy order by id desc limit 1) last
                                    where last.by_default = wanted.by_default
                                        and last.by_storefront = wanted.by_storefront)\
                                """)) {
            // Instances that start together write it once.
            OneWriter.OF_LATE_MONEY_POLICY.await(connection);
            insert.setString(1, inForce.byDefault().name());
            insert.setString(2, json.writeValueAsString(new TreeMap<>(inForce.byStorefront())));
            insert.setObject(3, now());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw OrderStoreException.of("the policy for late money cannot be written", e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a policy cannot be written", e);
        }
    }

    /** Records that the policy was applied to this order, in the same transaction. */
    @Transactional(TxType.MANDATORY)
    void applied(LatePaymentPolicy applied, Paid order) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                insert into late_money_decision
                                    (order_id, round, storefront, policy, outcome, decided_at)
                                values (?, ?, ?, ?, ?, ?)\
                                """)) {
            insert.setObject(1, order.terms().orderId().value());
            insert.setInt(2, order.payment().round());
            insert.setString(3, order.terms().storefront());
            insert.setString(4, applied.name());
            insert.setString(5, OrderRowMapping.phase(order).name());
            insert.setObject(6, now());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw OrderStoreException.of("the decision on late money cannot be written", e);
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
