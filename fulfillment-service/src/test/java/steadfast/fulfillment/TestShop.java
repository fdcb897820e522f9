package steadfast.fulfillment;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import steadfast.events.Event;
import steadfast.events.EventCodec;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.events.TimeOrderedIds;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

/**
 * What tests do with the service from outside: as an operator, as order-service, as a storefront.
 */
@ApplicationScoped
public class TestShop {

    public static final String OPERATOR = "Bearer test-operator-token";
    public static final String STOREFRONT = "Bearer test-storefront-key";
    public static final String OTHER_STOREFRONT = "Bearer other-storefront-key";
    public static final String VIEW_TOKEN = "AAAAAAAAAAAAAAAAAAAAAA";

    private final DataSource dataSource;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final EventCodec codec = new EventCodec();

    TestShop(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.ids = new TimeOrderedIds(clock);
    }

    /** A SKU that no other test uses. */
    public Sku newSku() {
        return new Sku("SKU-" + ids.next());
    }

    public OrderId newOrder() {
        return new OrderId(ids.next());
    }

    /** So many codes that no other test uses, one a line. */
    public String codes(Sku sku, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> sku + "-" + number)
                .collect(Collectors.joining("\n"));
    }

    public void stock(Sku sku, int from, int count) {
        upload(sku, "text/csv", codes(sku, from, count)).statusCode(200);
    }

    public void stock(Sku sku, int count) {
        stock(sku, 0, count);
    }

    public ValidatableResponse upload(Sku sku, String contentType, String body) {
        return upload(sku, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    public ValidatableResponse upload(Sku sku, String contentType, byte[] body) {
        return operator()
                .header("Content-Type", contentType)
                .body(body)
                .post("/v1/stock/{sku}", sku.value())
                .then();
    }

    /** A request of the operator's, whose Content-Type goes out as it is given. */
    public static RequestSpecification operator() {
        return given().config(
                        config().encoderConfig(
                                        encoderConfig()
                                                .appendDefaultContentCharsetToContentTypeIfUndefined(
                                                        false)))
                .header("Authorization", OPERATOR);
    }

    /** Voids or moves cards: {@code kind} is voids or moves. */
    public ValidatableResponse change(Sku sku, String kind, Object request) {
        return operator()
                .contentType("application/json")
                .body(request)
                .post("/v1/stock/{sku}/{kind}", sku.value(), kind)
                .then();
    }

    /** Paid just now. */
    public OrderPaid paid(OrderId orderId, Sku sku, int quantity) {
        return paid(orderId, sku, quantity, clock.instant());
    }

    public OrderPaid paid(OrderId orderId, Sku sku, int quantity, @Nullable Instant confirmedAt) {
        return paid(orderId, sku, quantity, confirmedAt, "test-storefront");
    }

    /** Paid through this storefront; null as an order-service from before said it. */
    public OrderPaid paid(
            OrderId orderId,
            Sku sku,
            int quantity,
            @Nullable Instant confirmedAt,
            @Nullable String storefront) {
        return new OrderPaid(
                orderId,
                PaymentId.first(orderId),
                sku,
                quantity,
                sha256(VIEW_TOKEN),
                Instant.parse("2030-01-01T00:00:00Z"),
                confirmedAt,
                storefront);
    }

    /** Pays for an order, as order-service says it. */
    public OrderId pay(Sku sku, int quantity) {
        OrderId order = newOrder();
        try (TestRecords records = TestRecords.ofApplication()) {
            publish(records, paid(order, sku, quantity));
        }
        return order;
    }

    /** An order that was paid and has its cards. */
    public OrderId issued(Sku sku, int quantity) {
        OrderId order = pay(sku, quantity);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(status(order)).isEqualTo("ISSUED"));
        return order;
    }

    /** Says what order-service or reconciler-service would say. */
    public void publish(TestRecords records, Event event) {
        EventCodec.Encoded encoded = codec.encode(event);
        records.send(
                encoded.topic(),
                encoded.key(),
                encoded.type(),
                new String(encoded.value(), StandardCharsets.UTF_8));
    }

    public Event read(TestRecord record) {
        return codec.decode(
                record.topic(), record.type(), record.value().getBytes(StandardCharsets.UTF_8));
    }

    /** The first column of what the query finds. */
    public List<String> query(String sql, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> found = new ArrayList<>();
            if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    public int count(String sql, Object... parameters) {
        return Integer.parseInt(query(sql, parameters).getFirst());
    }

    public String status(OrderId orderId) {
        List<String> found =
                query("select status from issuing where order_id = ?", orderId.value());
        return found.isEmpty() ? "none" : found.getFirst();
    }

    public int cardsOf(OrderId orderId) {
        return count("select count(*) from card where order_id = ?", orderId.value());
    }

    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    public UUID newId() {
        return ids.next();
    }
}
