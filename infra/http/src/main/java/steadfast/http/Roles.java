package steadfast.http;

/** The roles of callers; for {@code @RolesAllowed}. */
public final class Roles {

    /** A storefront with its API key; the principal's name is the storefront's. */
    public static final String STOREFRONT = "storefront";

    /** A person of the shop with an operator token. */
    public static final String OPERATOR = "operator";

    private Roles() {}
}
