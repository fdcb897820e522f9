package steadfast.order.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.TimeOrderedIds;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;
import steadfast.order.OrderProblem;
import steadfast.order.RequestedMoney;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderLifecycle;
import steadfast.order.lifecycle.OrderTerms;
import steadfast.order.lifecycle.ViewToken;
import steadfast.order.settings.PaymentMethods;
import steadfast.order.store.Catalog;
import steadfast.order.store.IdempotencyKeys;
import steadfast.order.store.IdempotencyKeys.StoredResponse;
import steadfast.order.store.Orders;
import steadfast.order.store.Product;
import steadfast.order.store.ProductStock;
import steadfast.order.view.OrderView;

/**
 * Places an order: its key with the first response, its row, its event and its stock are committed
 * together or not at all. Six round trips to the database, the commit included.
 */
@ApplicationScoped
class PlaceOrder {

    private final Catalog catalog;
    private final PaymentMethods paymentMethods;
    private final IdempotencyKeys keys;
    private final TokenWindow window;
    private final Orders orders;
    private final ProductStock stock;
    private final OrderLifecycle lifecycle;
    private final ObjectMapper json;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final SecureRandom random = new SecureRandom();

    PlaceOrder(
            Catalog catalog,
            PaymentMethods paymentMethods,
            IdempotencyKeys keys,
            TokenWindow window,
            Orders orders,
            ProductStock stock,
            OrderLifecycle lifecycle,
            ObjectMapper json,
            Clock clock) {
        this.catalog = catalog;
        this.paymentMethods = paymentMethods;
        this.keys = keys;
        this.window = window;
        this.orders = orders;
        this.stock = stock;
        this.lifecycle = lifecycle;
        this.json = json;
        this.clock = clock;
        this.ids = new TimeOrderedIds(clock);
    }

    /**
     * Places the order, or returns the first response to this key. A refusal is the same for a
     * known and an unknown key, unless the identical request was made before: guessing keys reveals
     * nothing.
     *
     * @throws ProblemException if it cannot be placed; then nothing is stored
     */
    @Transactional
    SubmittedOrder place(String storefront, String key, SubmitRequest request) {
        Optional<Product> product = catalog.find(request.sku());
        Optional<ProblemException> refusal =
                product.isEmpty() ? Optional.of(unknown(request)) : refusal(product.get(), request);
        if (refusal.isPresent()) {
            return keys.find(storefront, key)
                    .filter(stored -> isSame(request, stored))
                    .map(this::repeated)
                    .orElseThrow(refusal::get);
        }
        ViewToken token = ViewToken.random(random);
        Move accepted =
                lifecycle.accept(
                        terms(storefront, product.orElseThrow(), request, token),
                        request.paymentMethod());
        StoredResponse answer = answer(accepted, token, request);
        if (!keys.store(storefront, key, answer)) {
            StoredResponse stored = keys.find(storefront, key).orElseThrow(PlaceOrder::inFlight);
            if (!isSame(request, stored)) {
                throw reused();
            }
            return repeated(stored);
        }
        orders.add(accepted);
        if (!stock.holdForNewOrder(request.sku(), request.quantity())) {
            // The stock changed since it was read; the next try sees the change.
            throw outOfStock(request);
        }
        return SubmittedOrder.of(answer.orderId(), answer.answer(), token);
    }

    private static boolean isSame(SubmitRequest request, StoredResponse stored) {
        return stored.requestSha256().equals(request.sha256());
    }

    /** The first response; a refusal is never stored, so this is always an order. */
    private SubmittedOrder repeated(StoredResponse stored) {
        return SubmittedOrder.of(
                stored.orderId(),
                stored.answer(),
                window.isOpenFor(stored.storedAt()) ? stored.viewToken() : null);
    }

    private Optional<ProblemException> refusal(Product product, SubmitRequest request) {
        if (!paymentMethods.offers(request.paymentMethod())) {
            String names = String.join(", ", paymentMethods.names());
            return Optional.of(
                    new ProblemException(
                            OrderProblem.UNSUPPORTED_PAYMENT_METHOD,
                            "paymentMethod",
                            new Text(
                                    "Supported values: " + names + ".", "可用的支付方式：" + names + "。")));
        }
        if (!product.onSale()) {
            return Optional.of(
                    new ProblemException(
                            OrderProblem.NOT_ON_SALE, "sku", OrderProblem.NOT_ON_SALE.title()));
        }
        if (product.available() < request.quantity()) {
            return Optional.of(outOfStock(request));
        }
        return priceChanged(product.price().times(request.quantity()), request.expectedTotal());
    }

    private static Optional<ProblemException> priceChanged(
            Money total, @Nullable RequestedMoney expected) {
        if (expected == null
                || (expected.amountMinor() == total.amountMinor()
                        && expected.currency().equals(total.currency()))) {
            return Optional.empty();
        }
        return Optional.of(
                new ProblemException(
                                OrderProblem.PRICE_CHANGED,
                                "expectedTotal",
                                new Text(
                                        "The total is now %s minor units of %s."
                                                .formatted(total.amountMinor(), total.currency()),
                                        "当前总金额为 %s 个最小货币单位（%s）。"
                                                .formatted(total.amountMinor(), total.currency())))
                        .with("total", total));
    }

    private OrderTerms terms(
            String storefront, Product product, SubmitRequest request, ViewToken token) {
        // PostgreSQL keeps microseconds: responses and events must hold the value that will be read
        // back.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new OrderTerms(
                new OrderId(ids.next()),
                storefront,
                product.sku(),
                request.quantity(),
                product.price().times(request.quantity()),
                token.sha256(),
                now);
    }

    private StoredResponse answer(Move accepted, ViewToken token, SubmitRequest request) {
        OrderTerms terms = accepted.next().terms();
        try {
            return new StoredResponse(
                    request.sha256(),
                    terms.orderId(),
                    json.writeValueAsString(OrderView.of(accepted.next())),
                    token,
                    terms.submittedAt());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order cannot be written", e);
        }
    }

    private static ProblemException unknown(SubmitRequest request) {
        return new ProblemException(
                OrderProblem.UNKNOWN_SKU,
                "sku",
                new Text(
                        "The catalogue has no product " + request.sku() + ".",
                        "商品目录中没有 " + request.sku() + "。"));
    }

    private static ProblemException outOfStock(SubmitRequest request) {
        return new ProblemException(
                OrderProblem.OUT_OF_STOCK,
                "quantity",
                new Text(
                        "Fewer than "
                                + request.quantity()
                                + " of "
                                + request.sku()
                                + " are in stock.",
                        request.sku() + " 的库存少于 " + request.quantity() + "。"));
    }

    private static ProblemException reused() {
        return new ProblemException(
                OrderProblem.IDEMPOTENCY_KEY_REUSED,
                "Idempotency-Key",
                OrderProblem.IDEMPOTENCY_KEY_REUSED.title());
    }

    private static ProblemException inFlight() {
        return new ProblemException(
                OrderProblem.IDEMPOTENCY_KEY_IN_FLIGHT,
                "Idempotency-Key",
                OrderProblem.IDEMPOTENCY_KEY_IN_FLIGHT.title());
    }
}
