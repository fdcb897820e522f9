package steadfast.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads a list page by page, to its end. */
final class Pages {

    private static final int MAX_PAGES = 10_000;

    private final ShopHttp http;

    Pages(ShopHttp http) {
        this.http = http;
    }

    /**
     * Reads the list.
     *
     * @param first what is asked for, with a question mark in it
     * @param cursor the parameter that takes the {@code next} of the page before
     * @return the first answer that is no success, if there is one
     */
    Answer<JsonNode> read(
            String first,
            String cursor,
            Function<String, HttpRequest.Builder> request,
            Consumer<JsonNode> reader)
            throws InterruptedException {
        String from = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            Answer<JsonNode> answer = http.send(request.apply(first + from));
            if (!(answer instanceof Answer.Ok<JsonNode> ok)) {
                return answer;
            }
            reader.accept(ok.value());
            String next = ok.value().path("next").asText("");
            if (!ok.value().hasNonNull("next") || next.isEmpty()) {
                return new Answer.Ok<>(MissingNode.getInstance());
            }
            from = "&" + cursor + "=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        }
        return new Answer.Later<>("more than " + MAX_PAGES + " pages");
    }
}
