package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import steadfast.client.HttpAnswer;
import steadfast.system.ShopClient.Movement;
import steadfast.system.ShopClient.Placed;

@ExtendWith(SystemShop.Extension.class)
class OrderJourneyIT {

    @Test
    void aBuyerPaysOnceAndGetsTheCardsThatWereBought(ShopClient client) {
        client.stock("JOURNEY", 5_000, Codes.some("JOURNEY", 3));

        Placed order = client.place(UUID.randomUUID().toString(), "JOURNEY", 2, "card");
        client.awaitStatus(order, "COMPLETED");

        assertThat(client.codes(order))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .isSubsetOf(Codes.some("JOURNEY", 3));
        assertThat(client.movements(order))
                .containsExactly(new Movement("CAPTURE", order.orderId() + "-1", 10_000));
        await().atMost(ShopClient.PATIENCE).until(() -> client.available("JOURNEY") == 1);
    }

    @Test
    void aDeclinedOrderFailsWithItsReasonAndCostsNothing(ShopClient client) {
        client.stock("DECLINED", 5_000, Codes.some("DECLINED", 1));

        Placed order = client.place(UUID.randomUUID().toString(), "DECLINED", 1, "card-declined");
        client.awaitStatus(order, "FAILED");

        assertThat(client.show(order).json().path("failureReason").asText())
                .isEqualTo("PAYMENT_DECLINED");
        assertThat(client.movements(order)).isEmpty();
        assertThat(client.cards(order).status()).isEqualTo(404);
        await().atMost(ShopClient.PATIENCE).until(() -> client.available("DECLINED") == 1);
    }

    @Test
    void whatNobodyCanPayThisWayFailsAtOnceAndIsPaidInAnotherWay(ShopClient client) {
        client.stock("TOO-LITTLE", 30, Codes.some("TOO-LITTLE", 1));

        Placed order =
                client.place(
                        UUID.randomUUID().toString(), "TOO-LITTLE", 1, "card-amount-too-small");
        client.awaitStatus(order, "FAILED");

        assertThat(client.show(order).json().path("failureReason").asText())
                .isEqualTo("NOT_PAYABLE_THIS_WAY");
        assertThat(client.retry(order, "card").status()).isBetween(200, 299);
        client.awaitStatus(order, "COMPLETED");
        assertThat(client.movements(order))
                .containsExactly(new Movement("CAPTURE", order.orderId() + "-2", 30));
    }

    @Test
    void aDeclinedOrderCanBePaidInAnotherWay(ShopClient client) {
        client.stock("SECOND-TRY", 700, Codes.some("SECOND-TRY", 1));
        Placed order = client.place(UUID.randomUUID().toString(), "SECOND-TRY", 1, "card-expired");
        client.awaitStatus(order, "FAILED");

        HttpAnswer retried = client.retry(order, "card");

        assertThat(retried.status()).as(retried.text()).isBetween(200, 299);
        client.awaitStatus(order, "COMPLETED");
        assertThat(client.codes(order)).hasSize(1);
        assertThat(client.movements(order))
                .containsExactly(new Movement("CAPTURE", order.orderId() + "-2", 700));
    }

    @Test
    void aHundredClicksAreOneOrderAndOneCapture(ShopClient client) throws Exception {
        client.stock("CLICKS", 900, Codes.some("CLICKS", 5));
        String key = UUID.randomUUID().toString();

        List<HttpAnswer> answers = atOnce(100, () -> client.order(key, "CLICKS", 1, "card"));

        assertThat(answers).extracting(HttpAnswer::status).isSubsetOf(201, 409).contains(201);
        List<Placed> placed =
                answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(ShopClient::placed)
                        .distinct()
                        .toList();
        assertThat(placed).hasSize(1);
        Placed order = placed.getFirst();
        client.awaitStatus(order, "COMPLETED");
        assertThat(client.place(key, "CLICKS", 1, "card")).isEqualTo(order);
        assertThat(client.movements(order))
                .containsExactly(new Movement("CAPTURE", order.orderId() + "-1", 900));
        assertThat(client.codes(order)).hasSize(1);
        await().atMost(ShopClient.PATIENCE).until(() -> client.available("CLICKS") == 4);
    }

    @Test
    void theLastCardIsSoldOnce(ShopClient client) throws Exception {
        client.stock("LAST", 900, Codes.some("LAST", 1));

        List<HttpAnswer> answers =
                atOnce(20, () -> client.order(UUID.randomUUID().toString(), "LAST", 1, "card"));

        List<Placed> placed =
                answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(ShopClient::placed)
                        .toList();
        assertThat(placed).hasSize(1);
        client.awaitStatus(placed.getFirst(), "COMPLETED");
        assertThat(client.codes(placed.getFirst())).hasSize(1);
    }

    @Test
    void anotherTokenOpensNothing(ShopClient client) {
        client.stock("TOKEN", 900, Codes.some("TOKEN", 1));
        Placed order = client.place(UUID.randomUUID().toString(), "TOKEN", 1, "card");
        client.awaitStatus(order, "COMPLETED");

        Placed stranger = new Placed(order.orderId(), "A".repeat(22));

        assertThat(client.show(stranger).status()).isEqualTo(404);
        assertThat(client.cards(stranger).status()).isEqualTo(404);
    }

    private static List<HttpAnswer> atOnce(int times, Callable<HttpAnswer> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpAnswer>> running =
                    IntStream.range(0, times).mapToObj(number -> threads.submit(call)).toList();
            List<HttpAnswer> answers = new ArrayList<>();
            for (Future<HttpAnswer> one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
