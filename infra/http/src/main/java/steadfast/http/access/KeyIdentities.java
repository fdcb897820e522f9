package steadfast.http.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Turns a key into the identity of its caller. */
@ApplicationScoped
public class KeyIdentities implements IdentityProvider<ShownKey> {

    private final AccessKeys keys;
    private final KeyMeters meters;

    KeyIdentities(AccessKeys keys, KeyMeters meters) {
        this.keys = keys;
        this.meters = meters;
    }

    @Override
    public Class<ShownKey> getRequestType() {
        return ShownKey.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            ShownKey shown, AuthenticationRequestContext context) {
        // The event loop must not wait for a disk; between two checks of the file there is no disk
        // access.
        return keys.fresh()
                ? Uni.createFrom().item(() -> identityOf(shown))
                : context.runBlocking(() -> identityOf(shown));
    }

    private SecurityIdentity identityOf(ShownKey shown) {
        Caller caller =
                switch (keys.find(shown.key())) {
                    case AccessKeys.Found.Known(Caller known) -> known;
                    case AccessKeys.Found.Expired _ ->
                            throw refused(KeyMeters.Refusal.EXPIRED, shown);
                    case AccessKeys.Found.Unknown _ ->
                            throw refused(KeyMeters.Refusal.UNKNOWN, shown);
                };
        meters.used(caller);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.name()))
                .addRole(caller.role())
                .build();
    }

    /** The response is the same for every key that is not valid. */
    private AuthenticationFailedException refused(KeyMeters.Refusal kind, ShownKey shown) {
        meters.refused(kind, shown.from());
        return new AuthenticationFailedException("no key that opens");
    }
}
