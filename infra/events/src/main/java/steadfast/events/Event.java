package steadfast.events;

/**
 * An event that one service publishes to the others. Its type on the wire ({@code ce_type}) is the
 * record's simple name.
 */
public sealed interface Event
        permits OrderEvent,
                PaymentEvent,
                GatewayFinding,
                FulfillmentEvent,
                StockLevel,
                OperationsEvent {

    /**
     * Returns the record key on its topic: the order ID, for a {@link StockLevel} the SKU. Same
     * key, same order.
     */
    String key();
}
