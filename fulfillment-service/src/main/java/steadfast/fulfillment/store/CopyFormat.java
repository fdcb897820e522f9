package steadfast.fulfillment.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** PostgreSQL's binary COPY format (manual, COPY, "Binary Format"), as far as it is needed here. */
final class CopyFormat {

    private static final byte[] SIGNATURE =
            "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** A write to the output, which is in memory and cannot fail. */
    private interface Writing {
        void write() throws IOException;
    }

    void header() {
        write(() -> {
            out.write(SIGNATURE);
            out.writeInt(0); // flags
            out.writeInt(0); // header extension
        });
    }

    void row(int line, UUID id, byte[] sealed, byte[] fingerprint) {
        write(() -> {
            out.writeShort(4);
            out.writeInt(Integer.BYTES);
            out.writeInt(line);
            field(
                    ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(id.getMostSignificantBits())
                            .putLong(id.getLeastSignificantBits())
                            .array());
            field(sealed);
            field(fingerprint);
        });
    }

    void trailer() {
        write(() -> out.writeShort(-1));
    }

    /** Bytes written since the last {@link #drain}. */
    int size() {
        return bytes.size();
    }

    byte[] drain() {
        byte[] taken = bytes.toByteArray();
        bytes.reset();
        return taken;
    }

    private void field(byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    private static void write(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
