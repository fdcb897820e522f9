package steadfast.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import steadfast.testkit.fuzz.CaseGenerator.Case;

class EveryBrokenRuleIsFoundTest {

    private static final Change WRONG = Change.refused("name = 7", "name");

    private static final String PROBLEM =
            """
            {"type":"urn:x:invalid-field","title":"A field is wrong","status":400,\
            "detail":"It must be a text.","action":"Correct it.","retryable":false,"field":"name"}\
            """;

    @Test
    void aRefusalThatHelpsIsFine() {
        assertThat(ResponseRules.broken(odd(WRONG), refusal(400, PROBLEM))).isEmpty();
        assertThat(ResponseRules.broken(odd(Change.any("?a", null)), taken())).isEmpty();
    }

    @Test
    void aServerErrorIsFoundWhateverWasSent() {
        assertThat(ResponseRules.broken(odd(WRONG), refusal(500, PROBLEM))).isPresent();
        assertThat(ResponseRules.broken(odd(Change.notHttp("x")), refusal(503, PROBLEM)))
                .isPresent();
    }

    @Test
    void aRefusalWithoutAProblemIsFound() {
        FuzzResponse html =
                new FuzzResponse(400, Map.of("content-type", List.of("text/html")), "<h1>400</h1>");

        assertThat(ResponseRules.broken(odd(WRONG), html)).isPresent();
        assertThat(ResponseRules.broken(odd(WRONG), new FuzzResponse(400, Map.of(), "")))
                .isPresent();
        assertThat(ResponseRules.broken(odd(Change.notHttp("x")), html)).isEmpty();
    }

    @Test
    void aProblemThatLacksSomethingIsFound() {
        for (String member : List.of("type", "title", "detail", "action", "retryable")) {
            String without = PROBLEM.replace("\"" + member + "\"", "\"other\"");

            assertThat(ResponseRules.broken(odd(WRONG), refusal(400, without)))
                    .as(member)
                    .isPresent();
        }
        assertThat(ResponseRules.broken(odd(WRONG), refusal(422, PROBLEM))).isPresent();
        assertThat(ResponseRules.broken(odd(WRONG), refusal(400, "{"))).isPresent();
    }

    @Test
    void aFieldThatIsNotNamedIsFound() {
        assertThat(ResponseRules.broken(odd(Change.any("size", "size")), refusal(400, PROBLEM)))
                .isPresent();
        assertThat(ResponseRules.broken(odd(Change.any("x", "name.first")), refusal(400, PROBLEM)))
                .isEmpty();
    }

    @Test
    void whatIsTakenThoughItMustNotIsFound() {
        assertThat(ResponseRules.broken(odd(WRONG), taken())).isPresent();
    }

    @Test
    void whatIsRefusedThoughItIsFineIsFound() {
        assertThat(ResponseRules.broken(odd(Change.harmless("q=2")), refusal(400, PROBLEM)))
                .isPresent();
    }

    @Test
    void aProblemThatShowsOurCodeIsFound() {
        String leak = PROBLEM.replace("It must be a text.", "java.lang.NullPointerException");

        assertThat(ResponseRules.broken(odd(WRONG), refusal(400, leak))).isPresent();
    }

    @Test
    void anEnglishProblemForWhoWantsChineseIsFound() {
        Case one = odd(WRONG);
        one.draft().header("Accept-Language", "zh-CN");

        assertThat(ResponseRules.broken(one, refusal(400, PROBLEM))).isPresent();
    }

    private static Case odd(Change change) {
        ApiDescription.Operation operation = Things.description().operations().getLast();
        return new Case(0, operation, new Draft("PUT", "/v1/things/T-1"), List.of(change));
    }

    private static FuzzResponse taken() {
        return new FuzzResponse(200, Map.of(), "{}");
    }

    private static FuzzResponse refusal(int status, String body) {
        return new FuzzResponse(
                status, Map.of("content-type", List.of("application/problem+json")), body);
    }
}
