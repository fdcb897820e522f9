package steadfast.reconciler.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steadfast.events.Money;
import steadfast.gateway.GatewayAnswer;
import steadfast.reconciler.OrderStory;
import steadfast.reconciler.ScriptedGateway;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;
import steadfast.testkit.rules.ChangesByPeople;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class EveryChangeByAPersonIsOnRecordTest {

    @Inject ScriptedGateway gateway;
    @Inject DataSource database;
    private final TestRecords records = TestRecords.ofApplication();
    private final Operator operator = new Operator(records);

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void onlyDecisionsAreMadeByPeople() {
        // A new operation needs a test below that finds its audit row.
        assertThat(ChangesByPeople.in("steadfast.reconciler"))
                .containsExactly("CasesResource.decide");
    }

    @Test
    void aDecisionLeavesOneRowWithWhoTookItAndWhatTheySaw() throws SQLException {
        OrderStory story = operator.uncertainExpiry();
        String caseId = operator.openCase(story);
        gateway.write(
                story.round(1), new GatewayAnswer.Captured(new Money(10_00, "CNY"), Instant.EPOCH));

        operator.decide(caseId, "k-" + caseId, Operator.body("refund", "EXPIRED", 1))
                .statusCode(200);

        // Its entry in the chain is of review_decision.
        assertThat(rows(caseId))
                .containsExactly("olga REFUND the buyer called EXPIRED 1 CAPTURED review_decision");
    }

    private List<String> rows(String caseId) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                """
                                select concat_ws(' ', decided_by, decision, reason, expected_status,
                                    expected_round, proof, source)
                                from review_decision
                                left join audit_chain on entry ->> 'decision_id' = decision_id::text
                                where case_id = ?::uuid and decided_at is not null\
                                """)) {
            select.setString(1, caseId);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }
}
