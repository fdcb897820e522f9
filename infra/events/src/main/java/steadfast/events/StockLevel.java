package steadfast.events;

/**
 * How many cards of a SKU were ever supplied, on the compacted {@link Topic#STOCK_LEVELS}.
 *
 * @param version rises with every change of the SKU; a level with an older one is ignored. The
 *     moment of the change, in milliseconds since 1970, so that one that lies ahead is known as
 *     forged; counted from 1 in levels from before
 * @param supply imported minus voided, cumulative; issued cards still count
 */
public record StockLevel(Sku sku, long version, long supply) implements Event {

    @Override
    public String key() {
        return sku.value();
    }
}
