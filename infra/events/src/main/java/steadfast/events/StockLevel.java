package steadfast.events;

/**
 * How many cards of a SKU were ever supplied, on the compacted {@link Topic#STOCK_LEVELS}.
 *
 * @param version rises with every change of the SKU; a level with an older one is ignored
 * @param supply imported minus voided, cumulative; issued cards still count
 */
public record StockLevel(Sku sku, long version, long supply) implements Event {

    @Override
    public String key() {
        return sku.value();
    }
}
