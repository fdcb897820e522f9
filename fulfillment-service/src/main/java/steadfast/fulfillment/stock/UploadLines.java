package steadfast.fulfillment.stock;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits an upload into lines at LF or CRLF and keeps one of them in memory at a time, of an
 * overlong one no more than its beginning. A byte order mark is skipped; the end of the last line
 * needs no LF.
 */
final class UploadLines {

    /** No good line is longer: the longest code, each character escaped in JSON, and then some. */
    static final int MAX_BYTES = 16 * 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private int number;
    private boolean overlong;

    UploadLines(InputStream in) throws IOException {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
        skipByteOrderMark();
    }

    /** The next line without its end; null after the last. */
    byte @Nullable [] next() throws IOException {
        line.reset();
        overlong = false;
        int read = in.read();
        if (read < 0) {
            return null;
        }
        while (read >= 0 && read != '\n') {
            if (line.size() < MAX_BYTES) {
                line.write(read);
            } else {
                overlong = true;
            }
            read = in.read();
        }
        number++;
        byte[] bytes = line.toByteArray();
        return endsWithReturn(bytes) ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    /** Where the last line stood, counted from 1. */
    int number() {
        return number;
    }

    /** Whether the last line was longer than {@link #MAX_BYTES}. */
    boolean overlong() {
        return overlong;
    }

    private static boolean endsWithReturn(byte[] bytes) {
        return bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    }

    private void skipByteOrderMark() throws IOException {
        in.mark(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            in.reset();
        }
    }
}
