package steadfast.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicTest {

    @Test
    void everyEventTypeIsSaidOnTheTopicThatListsIt() throws Exception {
        EventSamples samples = new EventSamples(1, EventSamples.Nullables.EITHER);
        for (Topic topic : Topic.values()) {
            for (Map.Entry<String, Class<? extends Event>> type : topic.types().entrySet()) {
                assertThat(Topic.of(samples.sample(type.getValue())))
                        .as(type.getKey())
                        .isEqualTo(topic);
            }
        }
    }

    @Test
    void theContractHasTheTypesOfTheDesign() {
        assertThat(Topic.ORDER_EVENTS.types().keySet())
                .containsExactlyInAnyOrder(
                        "OrderSubmitted",
                        "OrderRetryRequested",
                        "OrderCancelRequested",
                        "OrderPaid",
                        "PaymentConfirmationRequested",
                        "PaymentCheckRequested",
                        "IssueWithdrawalRequested",
                        "RefundRequested",
                        "OrderCompleted",
                        "OrderFailed",
                        "OrderExpired",
                        "OrderHeld",
                        "OrderRefunded");
        assertThat(Topic.PAYMENT_EVENTS.types()).hasSize(12);
        assertThat(Topic.PAYMENT_FINDINGS.types()).containsOnlyKeys("GatewayFinding");
        assertThat(Topic.FULFILLMENT_EVENTS.types())
                .containsOnlyKeys(
                        "CardsIssued",
                        "StockShort",
                        "IssueConfirmationRequested",
                        "DeliveryEvidence",
                        "IssueWithdrawn");
        assertThat(Topic.STOCK_LEVELS.types()).containsOnlyKeys("StockLevel");
        assertThat(Topic.OPERATIONS_EVENTS.types())
                .containsOnlyKeys("RepairRequested", "EvidenceRequested", "ReviewDecided");
    }

    @Test
    void onlyStockLevelsForgetTheirHistory() {
        assertThat(Topic.values()).filteredOn(Topic::compacted).containsExactly(Topic.STOCK_LEVELS);
    }

    @Test
    void aTopicIsFoundByItsNameOnTheBroker() {
        for (Topic topic : Topic.values()) {
            assertThat(Topic.named(topic.topicName())).isEqualTo(topic);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Topic.named("ORDER_EVENTS"));
    }
}
