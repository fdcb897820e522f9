package steadfast.order.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import steadfast.events.OrderId;

/** The first answer to each key of a storefront. */
@ApplicationScoped
public class IdempotencyKeys {

    private final DataSource dataSource;

    IdempotencyKeys(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * What was asked first under a key, and what was answered.
     *
     * @param requestSha256 of the request's meaning, in hex
     * @param answer the body
     */
    public record Kept(String requestSha256, OrderId orderId, String answer) {}

    /**
     * Keeps the answer, if the key is new. Waits while another transaction has the key: it either
     * commits, and this one lost, or rolls back, and this one may have it.
     *
     * @throws StoreException.Busy if the other one takes longer than the lock timeout
     */
    @Transactional(TxType.MANDATORY)
    public boolean keep(String storefront, String key, Kept kept, Instant now) {
        String sql =
                """
                insert into idempotency_key (storefront, key, request_sha256, order_id, answer, created_at)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing\
                """;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, storefront);
            insert.setString(2, key);
            insert.setString(3, kept.requestSha256());
            insert.setObject(4, kept.orderId().value());
            insert.setString(5, kept.answer());
            insert.setObject(6, now.atOffset(ZoneOffset.UTC));
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw StoreException.of("the idempotency key cannot be kept", e);
        }
    }

    /** What is kept under the key. */
    @Transactional(TxType.MANDATORY)
    public Optional<Kept> find(String storefront, String key) {
        String sql =
                """
                select request_sha256, order_id, answer from idempotency_key
                where storefront = ? and key = ?\
                """;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, storefront);
            select.setString(2, key);
            try (ResultSet found = select.executeQuery()) {
                return found.next()
                        ? Optional.of(
                                new Kept(
                                        found.getString(1),
                                        new OrderId(found.getObject(2, UUID.class)),
                                        found.getString(3)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw StoreException.of("the idempotency key cannot be read", e);
        }
    }

    /**
     * Forgets old keys, as many at once as the limit.
     *
     * @return how many there were
     */
    @Transactional
    public int forget(Instant before, int limit) {
        String sql =
                """
                delete from idempotency_key where ctid = any (array(
                    select ctid from idempotency_key where created_at < ? limit ?))\
                """;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setObject(1, before.atOffset(ZoneOffset.UTC));
            delete.setInt(2, limit);
            return delete.executeUpdate();
        } catch (SQLException e) {
            throw StoreException.of("old idempotency keys cannot be forgotten", e);
        }
    }
}
