package steadfast.order.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import steadfast.events.OrderId;
import steadfast.order.lifecycle.ViewToken;

/**
 * The first response to each idempotency key of a storefront. The key is stored only as a hash, and
 * the view token only as sealed by {@link TokenSeal}: reading the table gives access to no order.
 */
@ApplicationScoped
public class IdempotencyKeys {

    private final DataSource dataSource;
    private final SecureRandom random = new SecureRandom();

    IdempotencyKeys(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The first request under a key, and its response.
     *
     * @param requestSha256 of the request's meaning, in hex
     * @param answer the body, without the view token
     * @param viewToken null once it was deleted
     */
    public record StoredResponse(
            String requestSha256,
            OrderId orderId,
            String answer,
            @Nullable ViewToken viewToken,
            Instant storedAt) {}

    /**
     * Stores the response, if the key is new. Waits while another transaction holds the key: if
     * that one commits, this one has lost; if it rolls back, this one gets the key.
     *
     * @throws OrderStoreException.Busy if the other one takes longer than the lock timeout
     */
    @Transactional(TxType.MANDATORY)
    public boolean store(String storefront, String key, StoredResponse stored) {
        String sql =
                """
                insert into idempotency_key
                    (storefront, key_sha256, request_sha256, order_id, answer, sealed_token, created_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
                """;
        TokenSeal seal = new TokenSeal(storefront, key);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, storefront);
            insert.setBytes(2, seal.keySha256());
            insert.setString(3, stored.requestSha256());
            insert.setObject(4, stored.orderId().value());
            insert.setString(5, stored.answer());
            insert.setBytes(
                    6,
                    stored.viewToken() == null
                            ? null
                            : seal.seal(stored.viewToken(), stored.orderId(), random));
            insert.setObject(7, stored.storedAt().atOffset(ZoneOffset.UTC));
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw OrderStoreException.of("the idempotency key cannot be kept", e);
        }
    }

    /** Returns what is stored under the key. */
    @Transactional(TxType.MANDATORY)
    public Optional<StoredResponse> find(String storefront, String key) {
        String sql =
                """
                select request_sha256, order_id, answer, sealed_token, created_at from idempotency_key
                where storefront = ? and key_sha256 = ?\
                """;
        TokenSeal seal = new TokenSeal(storefront, key);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, storefront);
            select.setBytes(2, seal.keySha256());
            try (ResultSet found = select.executeQuery()) {
                return found.next() ? Optional.of(storedResponse(found, seal)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw OrderStoreException.of("the idempotency key cannot be read", e);
        }
    }

    private static StoredResponse storedResponse(ResultSet found, TokenSeal seal)
            throws SQLException {
        OrderId orderId = new OrderId(found.getObject(2, UUID.class));
        byte @Nullable [] sealed = found.getBytes(4);
        return new StoredResponse(
                found.getString(1),
                orderId,
                found.getString(3),
                sealed == null ? null : seal.open(sealed, orderId),
                found.getObject(5, OffsetDateTime.class).toInstant());
    }

    /**
     * Deletes the view tokens of some keys, at most as many as the limit; the keys stay.
     *
     * @param from where an earlier run ended: everything older is already deleted
     * @return how many there were
     */
    @Transactional
    public int forgetTokens(Instant from, Instant before, int limit) {
        String sql =
                """
                update idempotency_key set sealed_token = null where ctid = any (array(
                    select ctid from idempotency_key
                    where created_at >= ? and created_at < ? and sealed_token is not null limit ?))\
                """;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, from.atOffset(ZoneOffset.UTC));
            update.setObject(2, before.atOffset(ZoneOffset.UTC));
            update.setInt(3, limit);
            return update.executeUpdate();
        } catch (SQLException e) {
            throw OrderStoreException.of("old view tokens cannot be forgotten", e);
        }
    }

    /**
     * Deletes old keys, at most as many as the limit.
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
            throw OrderStoreException.of("old idempotency keys cannot be forgotten", e);
        }
    }
}
