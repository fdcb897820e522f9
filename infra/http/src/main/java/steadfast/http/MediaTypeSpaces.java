package steadfast.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Removes the spaces allowed before a media type's {@code ;} (RFC 9110, section 5.6.6), which
 * RESTEasy would treat as part of the type.
 */
@Singleton
class MediaTypeSpaces {

    /** Runs before RESTEasy reads the headers. */
    private static final int PRIORITY = 100;

    private static final List<String> MEDIA_TYPES =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.ACCEPT);
    private static final Pattern SPACES = Pattern.compile("[ \\t]+(?=[;,])");

    void register(@Observes Filters filters) {
        filters.register(
                request -> {
                    MultiMap headers = request.request().headers();
                    MEDIA_TYPES.forEach(name -> tighten(headers, name));
                    request.next();
                },
                PRIORITY);
    }

    private static void tighten(MultiMap headers, String name) {
        @Nullable String value = headers.get(name);
        // In quotes a space counts; none of our types has such a parameter.
        if (value != null && value.indexOf('"') < 0 && SPACES.matcher(value).find()) {
            headers.set(name, SPACES.matcher(value).replaceAll(""));
        }
    }
}
