package steadfast.order.catalog;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import steadfast.events.Money;
import steadfast.events.Sku;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType;
import steadfast.http.Roles;
import steadfast.order.store.Catalog;
import steadfast.order.store.Product;

/** The catalogue: storefronts read it, an operator writes it. */
@Path("/v1/catalog")
@Produces(MediaType.APPLICATION_JSON)
public class CatalogResource {

    private static final int MAX_TITLE_CHARACTERS = 200;

    /** So that a hundred of the dearest still count in 63 bits, by far. */
    private static final long MAX_PRICE_MINOR = 100_000_000_000L;

    private final Catalog catalog;

    CatalogResource(Catalog catalog) {
        this.catalog = catalog;
    }

    /** A product as an operator lists it. */
    public record Listing(String title, Money price) {}

    /** What is listed, by SKU. */
    @GET
    @RolesAllowed(Roles.STOREFRONT)
    public List<Product> list() {
        return catalog.list();
    }

    /** Lists a product, or changes its title and price for orders to come. */
    @PUT
    @Path("/{sku}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    public Product put(@PathParam("sku") String sku, Listing listing) {
        if (listing.title().isBlank() || listing.title().length() > MAX_TITLE_CHARACTERS) {
            throw invalid(
                    "title",
                    "The title must have 1 to " + MAX_TITLE_CHARACTERS + " characters.",
                    "标题长度须为 1 至 " + MAX_TITLE_CHARACTERS + " 个字符。");
        }
        long amountMinor = listing.price().amountMinor();
        if (amountMinor < 1 || amountMinor > MAX_PRICE_MINOR) {
            throw invalid(
                    "price.amountMinor",
                    "The price must lie between 1 and " + MAX_PRICE_MINOR + " minor units.",
                    "价格须在 1 至 " + MAX_PRICE_MINOR + " 个最小货币单位之间。");
        }
        return catalog.put(named(sku), listing.title(), listing.price());
    }

    private static Sku named(String sku) {
        try {
            return new Sku(sku);
        } catch (IllegalArgumentException e) {
            throw invalid(
                    "sku",
                    "A SKU has 1 to 64 of A-Z a-z 0-9 . _ - and begins with a letter or digit.",
                    "SKU 由 1 至 64 个 A-Z a-z 0-9 . _ - 字符组成，且以字母或数字开头。");
        }
    }

    private static ProblemException invalid(String field, String english, String chinese) {
        return new ProblemException(
                CommonProblem.INVALID_FIELD, field, new ProblemType.Text(english, chinese));
    }
}
