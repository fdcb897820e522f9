package steadfast.fulfillment.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.events.FulfillmentEvent.CardEvidence;
import steadfast.events.FulfillmentEvent.DeliveryEvidence;
import steadfast.events.OperationsEvent.EvidenceRequested;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class APersonIsToldWhatAnOrderGotTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject TestShop shop;

    private TestRecords records;

    @BeforeEach
    void listen() {
        records = TestRecords.ofApplication();
    }

    @AfterEach
    void hangUp() {
        records.close();
    }

    @Test
    void theCardsOfAnIssuedOrderAndHowOftenTheyWereShown() {
        Sku sku = shop.newSku();
        shop.stock(sku, 2);
        OrderId order = shop.issued(sku, 2);
        PaymentId payment = PaymentId.first(order);

        shop.publish(records, new EvidenceRequested(order, payment));
        DeliveryEvidence unseen = evidence(order, 1);
        reveal(order);
        reveal(order);
        shop.publish(records, new EvidenceRequested(order, payment));
        DeliveryEvidence seen = evidence(order, 2);

        assertThat(unseen.paymentId()).isEqualTo(payment);
        assertThat(unseen.cards())
                .extracting(CardEvidence::cardId)
                .containsExactlyInAnyOrderElementsOf(
                        shop.query("select id::text from card where sku = ?", sku.value()).stream()
                                .map(UUID::fromString)
                                .toList());
        assertThat(unseen.cards())
                .allSatisfy(card -> {
                    assertThat(card.reveals()).isZero();
                    assertThat(card.firstRevealedAt()).isNull();
                    assertThat(card.lastRevealedAt()).isNull();
                });
        assertThat(seen.issuedAt()).isEqualTo(unseen.issuedAt());
        assertThat(seen.cards())
                .hasSize(2)
                .allSatisfy(card -> {
                    assertThat(card.reveals()).isEqualTo(2);
                    assertThat(card.firstRevealedAt())
                            .isAfterOrEqualTo(seen.issuedAt())
                            .isBefore(card.lastRevealedAt());
                });
    }

    @Test
    void nothingOfAnOrderThatHasNoCards() {
        OrderId order = shop.pay(shop.newSku(), 1);
        Sku sku = shop.newSku();
        shop.stock(sku, 1);
        OrderId other = shop.issued(sku, 1);

        shop.publish(records, new EvidenceRequested(order, PaymentId.first(order)));
        shop.publish(records, new EvidenceRequested(other, PaymentId.first(other).next()));
        TestRecord dead =
                records.await(
                        "fulfillment-service.dlt",
                        record -> other.toString().equals(record.key()),
                        LIMIT);
        shop.publish(records, new EvidenceRequested(other, PaymentId.first(other)));

        assertThat(dead.headers()).containsEntry("failure-kind", "contradiction");
        assertThat(evidence(other, 1).cards()).hasSize(1);
        assertThat(records.all("fulfillment-events", order.toString()))
                .noneMatch(record -> record.is("DeliveryEvidence", order.toString()));
    }

    private DeliveryEvidence evidence(OrderId order, int count) {
        await().atMost(LIMIT).until(() -> answers(order).size() == count);
        return (DeliveryEvidence) shop.read(answers(order).getLast());
    }

    private List<TestRecord> answers(OrderId order) {
        return records.all("fulfillment-events", order.toString()).stream()
                .filter(record -> record.is("DeliveryEvidence", order.toString()))
                .toList();
    }

    private static void reveal(OrderId order) {
        RestAssured.given()
                .header("Authorization", TestShop.STOREFRONT)
                .header("View-Token", TestShop.VIEW_TOKEN)
                .get("/v1/cards/{orderId}", order.toString())
                .then()
                .statusCode(200);
    }
}
