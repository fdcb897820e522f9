package steadfast.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static steadfast.payment.World.submitted;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.ActionLink;
import steadfast.payment.ScriptedGateway.Weather;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.ManagementPort;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class OperatorsSeePaymentsTest {
    private static final int READS = 3;

    @Inject World world;
    @Inject DataSource dataSource;
    @Inject ScriptedGateway gateway;
    @Inject MeterRegistry meters;

    @Test
    void everyRoundIsShownWithWhatItsStatusHas() {
        OrderId order = world.newOrder();
        world.publish(submitted(order, "card-declined"));
        world.awaitState(PaymentId.first(order), PaymentState.Declined.class);

        given().header("Authorization", "Bearer test-operator-token")
                .get("/v1/payments/" + order)
                .then()
                .statusCode(200)
                .body("orderId", equalTo(order.toString()))
                .body("payments.size()", equalTo(1))
                .body("payments[0].paymentId", equalTo(order + "-1"))
                .body("payments[0].round", equalTo(1))
                .body("payments[0].status", equalTo("DECLINED"))
                .body("payments[0].detail", equalTo("insufficient-funds"))
                .body("payments[0].amount.amountMinor", equalTo(4999))
                .body("payments[0].amount.currency", equalTo("CNY"))
                .body("payments[0].attempts", equalTo(1))
                .body("payments[0].capturedAt", nullValue());
    }

    @Test
    void theBuyersOwnLinkIsNotShown() {
        OrderId order = world.newOrder();
        world.publish(submitted(order, "qr"));
        var waiting = world.awaitState(PaymentId.first(order), PaymentState.ActionRequired.class);

        given().header("Authorization", "Bearer test-operator-token")
                .get("/v1/payments/" + order)
                .then()
                .body("payments[0].status", equalTo("ACTION_REQUIRED"))
                .body("payments[0].action", equalTo(ActionLink.whereTo(waiting.action())))
                .body("payments[0].action", endsWith("/…"))
                .body("payments[0].actionUntil", notNullValue());
    }

    @Test
    void aCrowdThatLooksWaitsInItsOwnLineAndIsAskedToComeBack() throws Exception {
        try (Connection holder = dataSource.getConnection();
                Statement statement = holder.createStatement();
                ExecutorService lookers = Executors.newFixedThreadPool(READS + 1)) {
            holder.setAutoCommit(false);
            statement.execute("lock table payment in access exclusive mode");

            List<Future<Response>> looks =
                    Stream.generate(() -> lookers.submit(OperatorsSeePaymentsTest::look))
                            .limit(READS + 1)
                            .toList();
            List<Response> answers = new ArrayList<>();
            for (Future<Response> look : looks) {
                answers.add(look.get());
            }
            holder.rollback();

            // Those whose turn it was waited for the table, until they gave up.
            assertThat(answers)
                    .extracting(Response::statusCode)
                    .containsExactlyInAnyOrder(429, 503, 503, 503);
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.header("Retry-After")).isNotNull());
        }
        assertThat(look().statusCode()).isEqualTo(404);
    }

    private static Response look() {
        return given().header("Authorization", "Bearer test-operator-token")
                .get("/v1/payments/" + UUID.randomUUID());
    }

    @Test
    void whatTheGatewaySaidOfOurMistakeIsShownAndStandsInTheDeadLetter() {
        OrderId order = world.newOrder();
        gateway.expect(order, Weather.MISCONFIGURED);

        TestRecord buried = world.publishAndBury(submitted(order, "card"), 1);

        assertThat(buried.headers())
                .containsEntry("failure-reason", "status 401: bad-credential: no such key");
        given().header("Authorization", "Bearer test-operator-token")
                .get("/v1/payments/" + order)
                .then()
                .body("payments[0].gatewayError.operation", equalTo("CHARGE"))
                .body("payments[0].gatewayError.code", equalTo("bad-credential"))
                .body("payments[0].gatewayError.message", equalTo("no such key"))
                .body("payments[0].gatewayError.times", equalTo(1))
                .body("payments[0].gatewayError.at", notNullValue());
    }

    @Test
    void theLastOfItsErrorsIsShownAndHowManyThereWere() {
        OrderId order = world.newOrder();
        PaymentId payment = PaymentId.first(order);
        world.publish(submitted(order, "card"));
        world.awaitState(payment, PaymentState.Captured.class);
        gateway.expect(order, Weather.MISCONFIGURED);
        RefundRequested refund = new RefundRequested(order, payment, 1, World.AMOUNT, "refuse-me");
        var _ = world.publishAndBury(refund, 1);

        world.publish(refund);

        world.awaitState(payment, PaymentState.RefundRefused.class);
        given().header("Authorization", "Bearer test-operator-token")
                .get("/v1/payments/" + order)
                .then()
                .body("payments[0].gatewayError.operation", equalTo("REFUND"))
                .body("payments[0].gatewayError.message", equalTo("it was too long ago"))
                .body("payments[0].gatewayError.times", equalTo(2));
    }

    @Test
    void anOrderWithoutPaymentsIsAProblemThatSaysWhatToDo() {
        for (String id : new String[] {world.newOrder().toString(), "nonsense"}) {
            given().header("Authorization", "Bearer test-operator-token")
                    .get("/v1/payments/" + id)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void onlyOperatorsMayLook() {
        String path = "/v1/payments/" + world.newOrder();
        given().get(path).then().statusCode(401);
        given().header("Authorization", "Bearer test-storefront-key")
                .get(path)
                .then()
                .statusCode(403);
    }

    @Test
    void everyCallOfTheGatewayIsCountedByItsAnswer() {
        OrderId order = world.newOrder();
        double before = declinedCharges();
        world.publish(submitted(order, "card-declined"));

        world.awaitState(PaymentId.first(order), PaymentState.Declined.class);

        assertThat(declinedCharges()).isGreaterThan(before);
        assertThat(given().get(ManagementPort.at("/q/metrics")).asString())
                .contains("gateway_calls_seconds_count{answer=\"declined\",gateway=\"scripted\"");
    }

    @Test
    void healthMetricsAndTheApisDocumentAreAtAPortOfTheirOwn() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(ManagementPort.statuses().values()).containsOnly(200));
        assertThat(ManagementPort.statusesAtThePublicPort().values()).containsOnly(404);
    }

    private double declinedCharges() {
        var timer =
                meters.find("gateway.calls")
                        .tags("operation", "charge", "answer", "declined")
                        .timer();
        return timer == null ? 0 : timer.count();
    }
}
