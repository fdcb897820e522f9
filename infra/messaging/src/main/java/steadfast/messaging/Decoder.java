package steadfast.messaging;

/**
 * Converts a record's value for its handler. If it throws anything, the whole record goes to the
 * dead-letter topic.
 */
@FunctionalInterface
public interface Decoder<T> {

    /** Reads {@code value}, whose {@code ce_type} header is {@code type}. */
    T decode(String topic, String type, byte[] value);
}
