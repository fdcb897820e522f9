package steadfast.fulfillment.stock;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/**
 * Refuses an unreadable Content-Type before the framework selects a method by it and would answer
 * 500.
 */
class UnreadableContentTypes {

    @ServerRequestFilter(preMatching = true)
    void refuse(ContainerRequestContext request) {
        @Nullable String type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type != null && !isReadable(type)) {
            throw new ProblemException(
                    CommonProblem.UNSUPPORTED_MEDIA_TYPE,
                    HttpHeaders.CONTENT_TYPE,
                    new Text("The Content-Type can't be read.", "无法读取 Content-Type。"));
        }
    }

    private static boolean isReadable(String type) {
        try {
            MediaType read = MediaType.valueOf(type);
            return !read.getType().isBlank() && !read.getSubtype().isBlank();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
