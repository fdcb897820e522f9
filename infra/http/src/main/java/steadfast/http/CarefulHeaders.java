package steadfast.http;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Keeps responses, which contain orders, money and codes, out of every cache by default. */
class CarefulHeaders {

    @ServerResponseFilter
    void add(ContainerResponseContext response) {
        response.getHeaders().putIfAbsent(HttpHeaders.CACHE_CONTROL, java.util.List.of("no-store"));
        response.getHeaders().putIfAbsent("X-Content-Type-Options", java.util.List.of("nosniff"));
    }
}
