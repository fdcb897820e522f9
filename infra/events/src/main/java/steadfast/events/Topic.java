package steadfast.events;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The topics of the contract: who publishes which events, and who reads them. */
public enum Topic {
    ORDER_EVENTS("order-events", OrderEvent.class, false),
    PAYMENT_EVENTS("payment-events", PaymentEvent.class, false),
    PAYMENT_FINDINGS("payment-findings", GatewayFinding.class, false),
    FULFILLMENT_EVENTS("fulfillment-events", FulfillmentEvent.class, false),
    STOCK_LEVELS("stock-levels", StockLevel.class, true),
    OPERATIONS_EVENTS("operations-events", OperationsEvent.class, false);

    private static final String ORDER = "order-service";
    private static final String PAYMENT = "payment-service";
    private static final String FULFILLMENT = "fulfillment-service";
    private static final String RECONCILER = "reconciler-service";

    private final String topicName;
    private final Class<? extends Event> family;
    private final boolean compacted;

    Topic(String topicName, Class<? extends Event> family, boolean compacted) {
        this.topicName = topicName;
        this.family = family;
        this.compacted = compacted;
    }

    /** Returns the name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** Returns whether only the last event of each key is kept. */
    public boolean compacted() {
        return compacted;
    }

    /** Returns the services that publish here. */
    public Set<String> writers() {
        return switch (this) {
            case ORDER_EVENTS -> Set.of(ORDER);
            case PAYMENT_EVENTS -> Set.of(PAYMENT);
            case PAYMENT_FINDINGS -> Set.of(PAYMENT, RECONCILER);
            case FULFILLMENT_EVENTS, STOCK_LEVELS -> Set.of(FULFILLMENT);
            case OPERATIONS_EVENTS -> Set.of(RECONCILER);
        };
    }

    /** Returns the services that read it, whose consumer groups have their names. */
    public Set<String> readers() {
        return switch (this) {
            case ORDER_EVENTS -> Set.of(PAYMENT, FULFILLMENT, RECONCILER);
            case PAYMENT_EVENTS, FULFILLMENT_EVENTS -> Set.of(ORDER, RECONCILER);
            case PAYMENT_FINDINGS -> Set.of(PAYMENT);
            case STOCK_LEVELS -> Set.of(ORDER);
            case OPERATIONS_EVENTS -> Set.of(ORDER, PAYMENT, FULFILLMENT, RECONCILER);
        };
    }

    /** Returns the event types that belong here, by {@code ce_type}. */
    public Map<String, Class<? extends Event>> types() {
        return concrete(family)
                .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));
    }

    /** Returns the topic of this event. */
    public static Topic of(Event event) {
        return switch (event) {
            case OrderEvent e -> ORDER_EVENTS;
            case PaymentEvent e -> PAYMENT_EVENTS;
            case GatewayFinding e -> PAYMENT_FINDINGS;
            case FulfillmentEvent e -> FULFILLMENT_EVENTS;
            case StockLevel e -> STOCK_LEVELS;
            case OperationsEvent e -> OPERATIONS_EVENTS;
        };
    }

    /**
     * Returns the topic with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Topic named(String topicName) {
        return Arrays.stream(values())
                .filter(topic -> topic.topicName.equals(topicName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown topic: " + topicName));
    }

    private static Stream<Class<? extends Event>> concrete(Class<? extends Event> family) {
        if (!family.isSealed()) {
            return Stream.of(family);
        }
        return List.of(family.getPermittedSubclasses()).stream()
                .<Class<? extends Event>>map(type -> type.asSubclass(Event.class))
                .flatMap(Topic::concrete);
    }
}
