package steadfast.fulfillment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.fulfillment.lifecycle.Issuing;
import steadfast.fulfillment.lifecycle.Issuing.Confirming;
import steadfast.fulfillment.lifecycle.Issuing.Counting;
import steadfast.fulfillment.lifecycle.Issuing.Issued;
import steadfast.fulfillment.lifecycle.Issuing.NotAsked;
import steadfast.fulfillment.lifecycle.Issuing.Waiting;
import steadfast.fulfillment.lifecycle.Issuing.Withdrawn;
import steadfast.fulfillment.lifecycle.Permission;

/** An {@link Issuing} as stored in its table: a status and nullable columns. */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
record IssuingRow(
        UUID orderId,
        Status status,
        int paymentRound,
        @Nullable String sku,
        @Nullable Integer quantity,
        byte @Nullable [] viewTokenSha256,
        @Nullable String storefront,
        @Nullable Instant confirmedAt,
        @Nullable Instant confirmationAskedAt,
        @Nullable Instant issuedAt,
        @Nullable Instant withdrawnAt) {

    static final String COLUMNS =
            "order_id, status, payment_round, sku, quantity, view_token_sha256, storefront, confirmed_at,"
                    + " confirmation_asked_at, issued_at, withdrawn_at";

    /** The values of the column {@code status}. */
    enum Status {
        COUNTING,
        WAITING,
        CONFIRMING,
        ISSUED,
        WITHDRAWN
    }

    static IssuingRow read(ResultSet row) throws SQLException {
        return new IssuingRow(
                row.getObject("order_id", UUID.class),
                Status.valueOf(row.getString("status")),
                row.getInt("payment_round"),
                row.getString("sku"),
                row.getObject("quantity", Integer.class),
                row.getBytes("view_token_sha256"),
                row.getString("storefront"),
                Database.instant(row, "confirmed_at"),
                Database.instant(row, "confirmation_asked_at"),
                Database.instant(row, "issued_at"),
                Database.instant(row, "withdrawn_at"));
    }

    static IssuingRow of(Issuing state, Instant now) {
        return switch (state) {
            case NotAsked _ ->
                    throw new IllegalArgumentException("an order not asked for has no row");
            case Counting(Permission permission) -> of(Status.COUNTING, permission, null, null);
            case Waiting(Permission permission) -> of(Status.WAITING, permission, null, null);
            case Confirming(Permission permission, Instant at) ->
                    of(Status.CONFIRMING, permission, at, null);
            case Issued(Permission permission, Instant at) ->
                    of(Status.ISSUED, permission, null, at);
            case Withdrawn(PaymentId paymentId) ->
                    new IssuingRow(
                            paymentId.orderId().value(),
                            Status.WITHDRAWN,
                            paymentId.round(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            now);
        };
    }

    private static IssuingRow of(
            Status status,
            Permission permission,
            @Nullable Instant confirmationAskedAt,
            @Nullable Instant issuedAt) {
        return new IssuingRow(
                permission.orderId().value(),
                status,
                permission.paymentId().round(),
                permission.sku().value(),
                permission.quantity(),
                HexFormat.of().parseHex(permission.viewTokenSha256()),
                permission.storefront(),
                permission.confirmedAt(),
                confirmationAskedAt,
                issuedAt,
                null);
    }

    Issuing state() {
        return switch (status) {
            case COUNTING -> new Counting(permission());
            case WAITING -> new Waiting(permission());
            case CONFIRMING ->
                    new Confirming(permission(), Objects.requireNonNull(confirmationAskedAt));
            case ISSUED -> new Issued(permission(), Objects.requireNonNull(issuedAt));
            case WITHDRAWN -> new Withdrawn(paymentId());
        };
    }

    private Permission permission() {
        return new Permission(
                new OrderId(orderId),
                paymentId(),
                new Sku(Objects.requireNonNull(sku)),
                Objects.requireNonNull(quantity),
                HexFormat.of().formatHex(Objects.requireNonNull(viewTokenSha256)),
                storefront,
                confirmedAt);
    }

    private PaymentId paymentId() {
        return new PaymentId(new OrderId(orderId), paymentRound);
    }
}
