package steadfast.testkit.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a service, kept alive and reopened where necessary. Sends bytes as they are:
 * any client library would refuse to send some of them.
 */
final class Connection implements AutoCloseable {

    private final URI service;
    private final Duration limit;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    /**
     * @param limit how long the service may be silent before an answer counts as missing
     */
    Connection(URI service, Duration limit) {
        this.service = service;
        this.limit = limit;
    }

    /**
     * Sends a request and reads what comes back.
     *
     * @throws java.net.SocketTimeoutException if nothing came within the limit
     * @throws IOException if the connection ended without an answer
     */
    FuzzResponse exchange(byte[] request, boolean answerHasBody) throws IOException {
        boolean kept = socket != null;
        try {
            return tryExchange(request, answerHasBody);
        } catch (EOFException | SocketException e) {
            close();
            if (!kept) {
                throw e;
            }
            // The server may close an idle connection; a new one is not idle.
            return exchange(request, answerHasBody);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private FuzzResponse tryExchange(byte[] request, boolean answerHasBody) throws IOException {
        Socket open = socket == null ? open() : socket;
        write(open, request);
        String first = line();
        if (first.isEmpty()) {
            throw new EOFException("the connection ended without an answer");
        }
        int status = status(first);
        Map<String, List<String>> headers = headers();
        while (status < 200) {
            status = status(line());
            headers = headers();
        }
        boolean empty = !answerHasBody || status == 204 || status == 304;
        byte[] body = empty ? new byte[0] : body(headers);
        if (contains(headers, "connection", "close")) {
            close();
        }
        return FuzzResponse.of(status, headers, body);
    }

    private Socket open() throws IOException {
        Socket opened = new Socket(service.getHost(), service.getPort());
        opened.setSoTimeout((int) limit.toMillis());
        opened.setTcpNoDelay(true);
        in = new BufferedInputStream(opened.getInputStream());
        socket = opened;
        return opened;
    }

    private static void write(Socket open, byte[] request) {
        try {
            open.getOutputStream().write(request);
            open.getOutputStream().flush();
        } catch (IOException e) {
            // It may have been answered before it was read to its end: the reader will see.
        }
    }

    private static int status(String line) throws IOException {
        String[] parts = line.split(" ", 3);
        if (parts.length < 2
                || !parts[0].startsWith("HTTP/1.")
                || !parts[1].matches("[1-5]\\d\\d")) {
            throw new IOException("no status line: " + line);
        }
        return Integer.parseInt(parts[1]);
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("no header: " + line);
            }
            headers.computeIfAbsent(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            none -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (contains(headers, "transfer-encoding", "chunked")) {
            return chunks();
        }
        List<String> length = headers.get("content-length");
        if (length != null) {
            return exactly(Integer.parseInt(length.getFirst()));
        }
        byte[] rest = in.readAllBytes();
        close();
        return rest;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(exactly(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] read = in.readNBytes(length);
        if (read.length < length) {
            throw new IOException("the answer was cut off");
        }
        return read;
    }

    /** Reads up to the line's end; returns an empty text at the end of the stream, too. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(ISO_8859_1);
    }

    private static boolean contains(Map<String, List<String>> headers, String name, String wanted) {
        return headers.getOrDefault(name, List.of()).stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(wanted));
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // Nothing waits for it any more.
        }
        socket = null;
    }
}
