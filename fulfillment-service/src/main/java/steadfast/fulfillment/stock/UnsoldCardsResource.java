package steadfast.fulfillment.stock;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import steadfast.events.Sku;
import steadfast.fulfillment.lifecycle.CardId;
import steadfast.fulfillment.store.DatabaseShares;
import steadfast.fulfillment.store.DatabaseShares.Work;
import steadfast.fulfillment.store.UnsoldCards;
import steadfast.fulfillment.store.UnsoldCards.Listed;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;
import steadfast.http.Roles;

/** Lists the unsold cards of a SKU, for operators; never their codes. */
@Path("/v1/stock/{sku}/cards")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
class UnsoldCardsResource {

    private static final String AVAILABLE = "available";

    private final UnsoldCards unsold;
    private final DatabaseShares shares;

    UnsoldCardsResource(UnsoldCards unsold, DatabaseShares shares) {
        this.unsold = unsold;
        this.shares = shares;
    }

    /**
     * An unsold card.
     *
     * @param importId the import, or the move, that brought it to this SKU
     */
    record ListedCard(UUID cardId, String sku, String state, UUID importId, Instant importedAt) {

        static ListedCard of(Sku sku, Listed listed) {
            return new ListedCard(
                    listed.cardId(),
                    sku.value(),
                    AVAILABLE,
                    listed.importId(),
                    listed.importedAt());
        }
    }

    /**
     * One page.
     *
     * @param next the {@code after} of the next page; null on the last one
     */
    record UnsoldCardsPage(List<ListedCard> cards, @Nullable String next) {}

    @GET
    @Operation(summary = "Lists the unsold cards of a SKU, oldest first, without their codes")
    public UnsoldCardsPage list(
            @PathParam("sku") String skuText,
            @QueryParam("importId") @Nullable String importId,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("after") @Nullable String after) {
        Sku sku = StockPaths.sku("sku", skuText);
        int size = StockPaths.limit(limit);
        Optional<UUID> ofImport = Optional.ofNullable(importId).map(UnsoldCardsResource::id);
        Optional<CardId> from = Optional.ofNullable(after).map(StockPageCursor::readCard);
        List<Listed> found =
                shares.run(
                        Work.LIST,
                        () ->
                                QuarkusTransaction.requiringNew()
                                        .call(() -> unsold.page(sku, ofImport, from, size + 1)));
        List<Listed> page = found.subList(0, Math.min(size, found.size()));
        return new UnsoldCardsPage(
                page.stream().map(listed -> ListedCard.of(sku, listed)).toList(),
                found.size() > size
                        ? StockPageCursor.write(new CardId(page.getLast().cardId()))
                        : null);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    CommonProblem.INVALID_FIELD,
                    "importId",
                    new Text("importId must be a UUID.", "importId 应为 UUID。"));
        }
    }
}
