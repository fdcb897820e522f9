package steadfast.reconciler.review;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.events.Money;
import steadfast.gateway.GatewayAnswer;
import steadfast.reconciler.CaseRows;
import steadfast.reconciler.OrderStory;
import steadfast.reconciler.ScriptedGateway;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;
import steadfast.testkit.fuzz.Examples;
import steadfast.testkit.fuzz.FuzzReport;
import steadfast.testkit.fuzz.Fuzzer;

/** Of the OpenAPI document's requests, each a little or very much odd. */
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class NoRequestBreaksTheServiceTest {

    private static final int SOME = 100;
    private static final int MANY = 5_000;
    private static final int REVIEWED = 6;
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final GatewayAnswer.Captured CAPTURED =
            new GatewayAnswer.Captured(new Money(10_00, "CNY"), Instant.EPOCH);

    @Inject ScriptedGateway gateway;
    private final TestRecords records = TestRecords.ofApplication();
    private final Operator operator = new Operator(records);

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void everyOddRequestIsTakenOrRefusedWithAProblemThatHelps() {
        requireThatAllAreAnsweredWell(SOME);
    }

    @Test
    @Tag("long")
    void soIsEveryOneOfMany() {
        requireThatAllAreAnsweredWell(MANY);
    }

    private void requireThatAllAreAnsweredWell(int cases) {
        FuzzReport report = Fuzzer.ofApplication(examples()).run(cases);

        report.requireClean();
        assertThat(report.cases()).isEqualTo(cases);
    }

    private Examples examples() {
        Examples examples =
                new Examples()
                        .key("operator", "test-operator-token")
                        .key("storefront", "test-storefront-key")
                        .header("POST /v1/cases/{caseId}/decision", "Idempotency-Key")
                        .values("decision", "refund")
                        .values("reason", "the buyer called")
                        .values("expectedStatus", "EXPIRED")
                        .values("expectedRound", 1)
                        .values("status", "open", "closed")
                        .values("limit", 1, 200);
        for (int number = 0; number < REVIEWED; number++) {
            OrderStory story = operator.uncertainExpiry();
            examples.values("caseId", operator.openCase(story));
            gateway.write(story.round(1), CAPTURED);
            OrderStory.expiredFor(3600).submitted().started(1).send(records);
        }
        return examples.values(
                        "cursor",
                        Objects.requireNonNull(CaseRows.page("open", 1, null).getString("next")))
                .values("after", nextOverdue());
    }

    private static String nextOverdue() {
        return await().atMost(GENEROUS)
                .until(
                        () ->
                                given().header("Authorization", "Bearer test-operator-token")
                                        .queryParams(Map.of("limit", 1))
                                        .get("/v1/overdue")
                                        .<String>path("next"),
                        Objects::nonNull);
    }
}
