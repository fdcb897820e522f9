package steadfast.order.view;

/**
 * A sentence for the buyer in both languages, so that an answer that is kept and given again serves
 * every reader.
 */
public record LocalizedText(String en, String zh) {}
