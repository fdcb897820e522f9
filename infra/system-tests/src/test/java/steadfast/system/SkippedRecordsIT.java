package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import steadfast.system.ShopClient.Movement;
import steadfast.system.ShopClient.Placed;

/** Records that a service never sees, as after a log that lost its tail, cost no order its end. */
@ExtendWith(SystemShop.Extension.class)
@Tag("long")
class SkippedRecordsIT {

    private static final int ORDERS = 100;
    private static final String GROUP = "payment-service";
    private static final String TOPIC = "order-events";

    @Test
    void aHundredOrdersWhoseEventsWereSkippedEndRight(SystemShop shop, ShopClient client)
            throws Exception {
        String sku = "SKIPPED";
        client.stock(sku, 1_200, Codes.some(sku, ORDERS));
        long frozen = shop.running().servicePids().get(GROUP);

        shop.freeze(GROUP);
        List<Placed> orders = new ArrayList<>();
        for (int number = 0; number < ORDERS; number++) {
            orders.add(client.place(UUID.randomUUID().toString(), sku, 1, "card"));
        }
        try (Admin admin = Admin.create(Map.copyOf(shop.running().kafkaSettings()))) {
            skipToTheEnd(admin);
        } finally {
            // Not thawed: it would go on from what it has in memory.
            shop.kill(GROUP);
        }

        orders.forEach(order -> client.awaitStatus(order, "COMPLETED"));
        assertThat(shop.running().servicePids().get(GROUP)).isNotEqualTo(frozen);
        for (Placed order : orders) {
            assertThat(client.movements(order))
                    .containsExactly(new Movement("CAPTURE", order.orderId() + "-1", 1_200));
        }
    }

    /** Once the broker holds the frozen member for dead, and the events have arrived. */
    private static void skipToTheEnd(Admin admin) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (TopicPartition partition : ConsumerGroups.partitions(admin, TOPIC)) {
            latest.put(partition, OffsetSpec.latest());
        }
        long before = committed(admin);
        await().atMost(ShopClient.PATIENCE)
                .until(() ->
                        ends(admin, latest).values().stream()
                                        .mapToLong(OffsetAndMetadata::offset)
                                        .sum()
                                >= before + ORDERS);
        ConsumerGroups.awaitNoMember(admin, GROUP);
        admin.alterConsumerGroupOffsets(GROUP, ends(admin, latest)).all().get();
    }

    private static long committed(Admin admin) throws Exception {
        return admin
                .listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()
                .stream()
                .filter(commit -> commit.getKey().topic().equals(TOPIC))
                .mapToLong(commit -> commit.getValue().offset())
                .sum();
    }

    private static Map<TopicPartition, OffsetAndMetadata> ends(
            Admin admin, Map<TopicPartition, OffsetSpec> latest) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        admin.listOffsets(latest)
                .all()
                .get()
                .forEach((partition, end) ->
                        ends.put(partition, new OffsetAndMetadata(end.offset())));
        return ends;
    }
}
