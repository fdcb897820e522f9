package steadfast.http.input;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses path and query parameters that could not be stored, whichever endpoint reads them. */
class StorableParameters {

    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        check(request.getUriInfo().getPathParameters());
        check(request.getUriInfo().getQueryParameters());
    }

    private static void check(MultivaluedMap<String, String> parameters) {
        parameters.forEach((name, values) -> {
            StorableText.require(name, name);
            values.forEach(value -> StorableText.require(name, value));
        });
    }
}
