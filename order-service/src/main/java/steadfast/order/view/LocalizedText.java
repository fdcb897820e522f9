package steadfast.order.view;

/**
 * A sentence for the buyer in both languages, so that a stored response can be repeated to any
 * reader.
 */
public record LocalizedText(String en, String zh) {}
