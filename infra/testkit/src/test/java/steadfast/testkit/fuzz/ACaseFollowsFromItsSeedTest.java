package steadfast.testkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import steadfast.testkit.fuzz.CaseGenerator.Case;
import steadfast.testkit.fuzz.Change.Expectation;

class ACaseFollowsFromItsSeedTest {

    private static final int CASES = 5_000;

    @Test
    void theSameSeedAndNumberMakeTheSameRequest() {
        CaseGenerator first = Things.cases(7);
        CaseGenerator second = Things.cases(7);

        for (int number = 0; number < CASES; number++) {
            assertThat(second.generate(number).draft().wire())
                    .isEqualTo(first.generate(number).draft().wire());
        }
    }

    @Test
    void anotherSeedMakesOtherRequests() {
        Set<String> some = requests(7);
        Set<String> others = requests(8);

        others.removeAll(some);

        assertThat(others).hasSizeGreaterThan(CASES / 4);
    }

    @Test
    void aRequestWithNothingOddIsAsTheDocumentSays() {
        Case one =
                cases(7).stream()
                        .filter(each -> each.changes().isEmpty())
                        .filter(each -> each.operation().method().equals("PUT"))
                        .findFirst()
                        .orElseThrow();

        assertThat(new String(one.draft().wire(), UTF_8))
                .startsWith("PUT /v1/things/T-1 HTTP/1.1\r\n")
                .contains("\r\nAuthorization: Bearer operators-key\r\n")
                .contains("\r\nView-Token: token\r\n")
                .contains("\r\nContent-Type: application/json\r\n")
                .containsPattern(
                        "\r\n\r\n\\{\"name\":\"a thing\",\"size\":\\{\"width\":[123]},\"tags\":\\[\"text-\\d+\"]}$");
    }

    @Test
    void everyPartOfEveryOperationIsMadeOdd() {
        List<Case> cases = cases(7);

        assertThat(cases).extracting(one -> one.operation().name()).contains("GET /v1/things");
        assertThat(cases.stream().flatMap(one -> one.changes().stream()).toList())
                .extracting(Change::field)
                .contains(
                        "name",
                        "size",
                        "size.width",
                        "tags",
                        "tags[0]",
                        "thingId",
                        "limit",
                        "View-Token");
        assertThat(cases.stream().flatMap(one -> one.changes().stream()).toList())
                .extracting(Change::expectation)
                .contains(Expectation.values());
    }

    private static List<Case> cases(long seed) {
        CaseGenerator generator = Things.cases(seed);
        return IntStream.range(0, CASES).mapToObj(generator::generate).toList();
    }

    private static Set<String> requests(long seed) {
        return cases(seed).stream()
                .map(one -> new String(one.draft().wire(), UTF_8))
                .collect(Collectors.toSet());
    }
}
