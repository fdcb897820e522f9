package steadfast.order.catalog;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.Sku;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType;
import steadfast.http.Roles;
import steadfast.http.input.PageLimit;
import steadfast.http.input.StorableText;
import steadfast.order.RequestedMoney;
import steadfast.order.store.Catalog;
import steadfast.order.store.Listing;
import steadfast.order.store.OrderReads;
import steadfast.order.store.Product;
import steadfast.order.store.ProductChange;
import steadfast.order.store.ProductChanges;

/** The catalogue: storefronts read it, an operator writes it. */
@Path("/v1/catalog")
@Produces(MediaType.APPLICATION_JSON)
public class CatalogResource {

    private static final int MAX_TITLE_CHARACTERS = 200;
    private static final int MAX_LIMIT = 1000;

    /** ASCII digits alone, and no more than a bigint has. */
    private static final Pattern CHANGE_ID = Pattern.compile("[0-9]{1,18}");

    /** Low enough that a hundred of the most expensive products fit in 63 bits by far. */
    private static final long MAX_PRICE_MINOR = 100_000_000_000L;

    private final Catalog catalog;
    private final ProductChanges changes;
    private final OrderReads reads;

    CatalogResource(Catalog catalog, ProductChanges changes, OrderReads reads) {
        this.catalog = catalog;
        this.changes = changes;
        this.reads = reads;
    }

    /**
     * A product as an operator lists it.
     *
     * @param onSale whether it can be ordered; absent means that it can
     */
    public record ListingRequest(String title, RequestedMoney price, @Nullable Boolean onSale) {}

    /**
     * One page.
     *
     * @param next the {@code after} of the next page; absent on the last one
     */
    public record Page(List<Product> products, @Nullable String next) {}

    /** Returns the listed products by SKU. */
    @GET
    @RolesAllowed(Roles.STOREFRONT)
    @Operation(
            summary = "Lists products by SKU, page by page",
            description =
                    "Products that are not on sale are included; onSale tells them apart. For"
                            + " the next page pass next as after, until next is absent.")
    public Page list(
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("after") @Nullable String after) {
        int size = PageLimit.read(limit, MAX_LIMIT);
        Sku from = after == null ? null : cursor(after);
        // One more than asked for tells whether there is another page.
        List<Product> found = reads.run(() -> catalog.list(from, size + 1));
        if (found.size() <= size) {
            return new Page(found, null);
        }
        List<Product> page = found.subList(0, size);
        return new Page(page, CatalogCursor.write(page.getLast().sku()));
    }

    /** Lists a product, or changes its title, its price and whether it is on sale. */
    @PUT
    @Path("/{sku}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Lists a product, or changes it for future orders",
            description =
                    "With onSale false it can no longer be ordered; existing orders continue,"
                            + " and can be paid again. If onSale is absent, the product is on"
                            + " sale.")
    public Product put(
            @PathParam("sku") String sku, ListingRequest listing, @Context SecurityContext caller) {
        StorableText.requireLine("title", listing.title(), MAX_TITLE_CHARACTERS);
        Money price = listing.price().in("price", 1, MAX_PRICE_MINOR);
        boolean onSale = listing.onSale() == null || listing.onSale();
        return catalog.put(
                named(sku),
                new Listing(listing.title(), price, onSale),
                caller.getUserPrincipal().getName());
    }

    /**
     * One page of a product's audit.
     *
     * @param next the {@code after} of the next page; absent on the last one
     */
    public record Changes(List<ProductChange> changes, @Nullable String next) {}

    /** Returns who changed the product, when, from what and to what. */
    @GET
    @Path("/{sku}/changes")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Lists who changed a product, when, from what and to what; newest first",
            description = "For the next page pass next as after, until next is absent.")
    public Changes changes(
            @PathParam("sku") String sku,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("after") @Nullable String after) {
        Sku named = named(sku);
        int size = PageLimit.read(limit, MAX_LIMIT);
        long before = after == null ? Long.MAX_VALUE : changeId(after);
        List<ProductChange> found = reads.run(() -> changes.of(named, before, size + 1));
        if (found.size() <= size) {
            return new Changes(found, null);
        }
        List<ProductChange> page = found.subList(0, size);
        return new Changes(page, Long.toString(page.getLast().id()));
    }

    private static long changeId(String text) {
        if (!CHANGE_ID.matcher(text).matches()) {
            throw invalid(
                    "after",
                    "after must be the next of the previous page.",
                    "after 应为上一页返回的 next。");
        }
        return Long.parseLong(text);
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

    private static Sku cursor(String text) {
        try {
            return CatalogCursor.read(text);
        } catch (IllegalArgumentException e) {
            throw invalid(
                    "after",
                    "after must be the next of the previous page.",
                    "after 应为上一页返回的 next。");
        }
    }

    private static ProblemException invalid(String field, String english, String chinese) {
        return new ProblemException(
                CommonProblem.INVALID_FIELD, field, new ProblemType.Text(english, chinese));
    }
}
