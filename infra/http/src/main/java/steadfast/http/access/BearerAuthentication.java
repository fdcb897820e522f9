package steadfast.http.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Takes the key out of {@code Authorization: Bearer <key>} (RFC 6750, section 2.1). */
@ApplicationScoped
public class BearerAuthentication implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer ";
    private static final int MAX_KEY_CHARACTERS = 256;

    private final KeyMeters meters;

    BearerAuthentication(KeyMeters meters) {
        this.meters = meters;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext request, IdentityProviderManager identities) {
        List<String> headers = request.request().headers().getAll("Authorization");
        if (headers.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        String header = headers.getFirst();
        if (headers.size() > 1
                || header.length() > SCHEME.length() + MAX_KEY_CHARACTERS
                || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            meters.refused(KeyMeters.Refusal.MALFORMED, from(request));
            return Uni.createFrom()
                    .failure(new AuthenticationFailedException("not one bearer key"));
        }
        return identities.authenticate(
                new ShownKey(header.substring(SCHEME.length()).strip(), from(request)));
    }

    private static String from(RoutingContext request) {
        return request.request().remoteAddress().hostAddress();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom()
                .item(new ChallengeData(401, "WWW-Authenticate", "Bearer realm=\"steadfast\""));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(ShownKey.class);
    }
}
