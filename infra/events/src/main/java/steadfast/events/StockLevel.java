package steadfast.events;

/**
 * The number of cards ever supplied of a SKU, on the compacted {@link Topic#STOCK_LEVELS}.
 *
 * @param version rises with every change of the SKU; a level with an older one is ignored. The time
 *     of the change, in milliseconds since 1970, so that a version in the future is recognised as
 *     forged; counted from 1 in older levels
 * @param supply imported minus voided, cumulative; issued cards still count
 */
public record StockLevel(Sku sku, long version, long supply) implements Event {

    @Override
    public String key() {
        return sku.value();
    }
}
