package steadfast.reconciler;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Reads cases as an operator does. */
public final class CaseRows {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private CaseRows() {}

    /** The order's cases of this status, read page by page. */
    public static List<Map<String, Object>> find(OrderStory story, String status) {
        List<Map<String, Object>> found = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = page(status, 200, cursor);
            for (Map<String, Object> one : page.<Map<String, Object>>getList("cases")) {
                if (story.orderId().toString().equals(one.get("orderId"))) {
                    found.add(one);
                }
            }
            cursor = page.getString("next");
        } while (cursor != null);
        return found;
    }

    /** One page of cases. */
    public static JsonPath page(String status, int limit, String cursor) {
        var request =
                given().header("Authorization", "Bearer test-operator-token")
                        .queryParam("status", status)
                        .queryParam("limit", limit);
        if (cursor != null) {
            request.queryParam("cursor", cursor);
        }
        return request.get("/v1/cases").then().statusCode(200).extract().jsonPath();
    }

    /** The order's only open case, once it is as wanted. */
    public static Map<String, Object> awaitOpen(
            OrderStory story, Predicate<Map<String, Object>> wanted) {
        return await(story, "open", wanted);
    }

    /** The order's only open case. */
    public static Map<String, Object> awaitOpen(OrderStory story) {
        return awaitOpen(story, one -> true);
    }

    /** The order's last closed case, once it has none that is open. */
    public static Map<String, Object> awaitClosed(OrderStory story) {
        Map<String, Object> closed = await(story, "closed", one -> true);
        Awaitility.await().atMost(GENEROUS).until(() -> find(story, "open").isEmpty());
        return closed;
    }

    private static Map<String, Object> await(
            OrderStory story, String status, Predicate<Map<String, Object>> wanted) {
        Awaitility.await()
                .atMost(GENEROUS)
                .untilAsserted(
                        () -> assertThat(find(story, status)).isNotEmpty().last().matches(wanted));
        return find(story, status).getLast();
    }
}
