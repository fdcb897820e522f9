package steadfast.http;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoints that exist for the tests alone. */
@Path("/v1/door")
@Produces("application/json")
public class TestDoor {

    public enum Colour {
        RED,
        BLUE
    }

    public record Name(String value) {
        public Name {
            if (value.isBlank()) {
                throw new IllegalArgumentException("a name must not be blank");
            }
        }

        @JsonValue
        @Override
        public String toString() {
            return value;
        }
    }

    public record Line(int quantity) {}

    public record Everything(
            String text,
            int whole,
            long big,
            double broken,
            boolean flag,
            Colour colour,
            Instant at,
            Name name,
            List<Line> lines,
            @Nullable String note,
            @Nullable Integer maybe) {}

    public record Greeting(String name) {}

    @GET
    @Path("storefront")
    @RolesAllowed(Roles.STOREFRONT)
    public Greeting storefront(@Context SecurityContext caller) {
        return new Greeting(caller.getUserPrincipal().getName());
    }

    @GET
    @Path("operator")
    @RolesAllowed(Roles.OPERATOR)
    public Greeting operator(@Context SecurityContext caller) {
        return new Greeting(caller.getUserPrincipal().getName());
    }

    @GET
    @Path("forgotten")
    public Greeting forgotten() {
        return new Greeting("nobody said who may come in");
    }

    @POST
    @Path("everything")
    @PermitAll
    public Everything everything(Everything body) {
        return body;
    }

    @POST
    @Path("text")
    @PermitAll
    @Consumes("text/plain")
    public Greeting text(String body) {
        return new Greeting(body);
    }

    @GET
    @Path("broken")
    @PermitAll
    public Greeting broken() {
        throw new IllegalStateException("the secret is 4711");
    }

    @GET
    @Path("greet/{name}")
    @PermitAll
    public Greeting greet(@PathParam("name") String name, @QueryParam("as") @Nullable String as) {
        return new Greeting(as == null ? name : as);
    }

    /** Fails as a statement does that was answered with this SQLSTATE; {@code none} for none. */
    @GET
    @Path("database/{sqlState}")
    @PermitAll
    public Greeting database(@PathParam("sqlState") String sqlState) {
        SQLException thrown =
                new SQLException(
                        "the secret is 4711\nDetail: 0815",
                        sqlState.equals("none") ? null : sqlState);
        throw new IllegalStateException("a store says so", thrown);
    }

    /** Fails as a commit does that was cut off, with no word of the database's. */
    @GET
    @Path("commit")
    @PermitAll
    public Greeting commit() throws RollbackException {
        throw new RollbackException("the secret is 4711");
    }

    @GET
    @Path("priced")
    @PermitAll
    public Greeting priced() {
        throw new ProblemException(TestProblem.SOLD_OUT, "price", "It costs 7 now.")
                .with("price", new Line(7));
    }

    @GET
    @Path("problem/{name}")
    @PermitAll
    public Greeting problem(@PathParam("name") String name) {
        throw new ProblemException(
                TestProblem.valueOf(name), "quantity", "There are 3 left, you asked for 5.");
    }

    /** Problems of a service. */
    public enum TestProblem implements ProblemType {
        SOLD_OUT(409, false),
        IN_FLIGHT(409, true),
        SLOW_DOWN(429, true),
        AWAY(503, true);

        private final Spec spec;

        TestProblem(int status, boolean retryable) {
            String code = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            this.spec =
                    new Spec(
                            code,
                            status,
                            retryable,
                            new Text("title of " + code, "标题 " + code),
                            new Text("action of " + code, "办法 " + code));
        }

        @Override
        public Spec spec() {
            return spec;
        }
    }
}
