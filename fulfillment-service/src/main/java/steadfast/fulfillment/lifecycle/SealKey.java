package steadfast.fulfillment.lifecycle;

import java.nio.ByteBuffer;

/**
 * The ID of a key that seals cards; it cannot open anything. Each seal begins with a byte 1 and its
 * key's ID (Tink's output prefix), so that a row shows which key it needs.
 *
 * @param id as Tink has it; its text form is the unsigned number
 */
public record SealKey(int id) {

    /** The number of bytes in a seal that name its key. */
    public static final int BYTES = 1 + Integer.BYTES;

    private static final byte TINK = 1;

    /** Returns the key that made this seal; for anything but a seal, a key that does not exist. */
    public static SealKey of(byte[] sealed) {
        return new SealKey(
                sealed.length < BYTES || sealed[0] != TINK ? 0 : ByteBuffer.wrap(sealed).getInt(1));
    }

    /**
     * Returns the key of this text form.
     *
     * @throws IllegalArgumentException if it is invalid
     */
    public static SealKey parse(String text) {
        return new SealKey(Integer.parseUnsignedInt(text));
    }

    /** Returns the bytes with which each of its seals begins. */
    public byte[] prefix() {
        return ByteBuffer.allocate(BYTES).put(TINK).putInt(id).array();
    }

    @Override
    public String toString() {
        return Integer.toUnsignedString(id);
    }
}
