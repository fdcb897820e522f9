package steadfast.messaging;

/**
 * Turns a record's value into what its handler takes. Whatever it throws sends the record to the
 * dead-letter topic, whole.
 */
@FunctionalInterface
public interface Decoder<T> {

    /** Reads {@code value}, whose {@code ce_type} header said {@code type}. */
    T decode(String topic, String type, byte[] value);
}
