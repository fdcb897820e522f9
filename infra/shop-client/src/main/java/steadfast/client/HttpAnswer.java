package steadfast.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer as it came.
 *
 * @param json a missing node if the text is no JSON
 */
public record HttpAnswer(int status, String text, JsonNode json) {

    /** Sorts it into success, refusal, and what may succeed later. */
    public Answer<JsonNode> sorted() {
        if (status >= 200 && status < 300) {
            return json.isMissingNode()
                    ? new Answer.Later<>("status " + status + " without whole JSON")
                    : new Answer.Ok<>(json);
        }
        String why =
                "status %d %s %s"
                        .formatted(
                                status,
                                json.path("type").asText(""),
                                json.path("detail").asText(""))
                        .strip();
        boolean mayWorkLater =
                status >= 500 || status == 429 || json.path("retryable").asBoolean(false);
        return mayWorkLater ? new Answer.Later<>(why) : new Answer.No<>(status, why);
    }
}
