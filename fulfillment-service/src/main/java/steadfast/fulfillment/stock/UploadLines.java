package steadfast.fulfillment.stock;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits an upload into lines at LF, CRLF or CR and keeps one line in memory at a time, of an
 * overlong line only its beginning. The end of the last line needs no LF. In none of the supported
 * {@link UploadCharset charsets} is a CR or LF byte part of another character.
 */
final class UploadLines {

    /**
     * No valid line is longer: the longest code, with each character escaped in JSON, plus a
     * margin.
     */
    static final int MAX_BYTES = 16 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private int number;
    private boolean overlong;
    private boolean endedWithReturn;

    UploadLines(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
    }

    /** The next line without its end; null after the last. */
    byte @Nullable [] next() throws IOException {
        line.reset();
        overlong = false;
        int read = in.read();
        if (endedWithReturn && read == '\n') {
            read = in.read();
        }
        endedWithReturn = false;
        if (read < 0) {
            return null;
        }
        while (read >= 0 && read != '\n' && read != '\r') {
            if (line.size() < MAX_BYTES) {
                line.write(read);
            } else {
                overlong = true;
            }
            read = in.read();
        }
        endedWithReturn = read == '\r';
        number++;
        return line.toByteArray();
    }

    /** Returns the number of the last line, counted from 1; blank lines count. */
    int number() {
        return number;
    }

    /** Returns whether the last line was longer than {@link #MAX_BYTES}. */
    boolean overlong() {
        return overlong;
    }
}
