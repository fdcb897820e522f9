package steadfast.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A callback as it arrived.
 *
 * @param headers by lower-case name
 * @param body the raw bytes, which the signature covers
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
public record CallbackRequest(Map<String, List<String>> headers, byte[] body) {

    public CallbackRequest {
        Map<String, List<String>> byLowerCaseName = new HashMap<>();
        headers.forEach((name, values) ->
                byLowerCaseName
                        .computeIfAbsent(name.toLowerCase(Locale.ROOT), lower -> new ArrayList<>())
                        .addAll(values));
        headers = byLowerCaseName;
    }

    /** Returns all values of the header with this lower-case name. */
    public List<String> header(String name) {
        return headers.getOrDefault(name, List.of());
    }
}
