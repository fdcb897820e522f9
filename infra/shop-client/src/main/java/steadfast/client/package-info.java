/**
 * A client of the shop's HTTP API, to use as it is or to begin an integration with.
 *
 * <pre>{@code
 * ShopAccess shop = new ShopAccess(orderService, fulfillmentService, reconcilerService, key, "");
 * try (ShopHttp http = new ShopHttp()) {
 *     Storefront storefront = new Storefront(http, shop);
 *     OrderRequest order = new OrderRequest(new Sku("STEAM-50"), 1, "card");
 *     switch (storefront.place(idempotencyKey, order)) {
 *         case Answer.Ok<Receipt> ok -> keep(ok.value().ticket());
 *         case Answer.No<Receipt> no -> tellTheBuyer(no.why());
 *         case Answer.Later<Receipt> later -> sendAgainWithTheSameKey();
 *     }
 * }
 * }</pre>
 *
 * <p>Then {@link steadfast.client.Storefront#look} shows where the order is, until its status is
 * final, and {@link steadfast.client.Storefront#reveal} the codes. Keep the idempotency key before
 * the first request and the ticket after it: with both, a storefront that crashes loses no order
 * and makes none twice. Addresses and keys are what {@code infra/run up} prints.
 */
@NullMarked
package steadfast.client;

import org.jspecify.annotations.NullMarked;
