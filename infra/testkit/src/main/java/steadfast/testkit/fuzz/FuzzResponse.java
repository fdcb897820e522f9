package steadfast.testkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response as it came.
 *
 * @param headers by lower-case name
 */
record FuzzResponse(int status, Map<String, List<String>> headers, String body) {

    @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.getFirst();
    }

    static FuzzResponse of(int status, Map<String, List<String>> headers, byte[] body) {
        return new FuzzResponse(status, headers, new String(body, UTF_8));
    }
}
