package steadfast.fulfillment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.config.ConfigProvider;

/** A client over a real socket, which sends and reads just as much as it is told to. */
public final class SlowClient implements AutoCloseable {

    private static final int USUAL_WINDOW = 64 * 1024;

    private final Socket socket = new Socket();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    private SlowClient(int receiveBytes) throws IOException {
        URI address = ConfigProvider.getConfig().getValue("test.url", URI.class);
        // Before the connection is made, or the window is agreed on already.
        socket.setReceiveBufferSize(receiveBytes);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
    }

    /** Sends the head of a request whose body is announced, but not its body. */
    public static SlowClient post(String path, String contentType, int announced, String... more)
            throws IOException {
        return post(
                path,
                TestShop.OPERATOR,
                contentType,
                "Content-Length: " + announced + "\r\n" + String.join("", more));
    }

    /** The same with a key that nobody has. */
    public static SlowClient postByNobody(String path, String contentType, int announced)
            throws IOException {
        return post(path, "Bearer nobody", contentType, "Content-Length: " + announced + "\r\n");
    }

    /** The same with a body of which nobody says how long it will be. */
    public static SlowClient chunked(String path, String contentType) throws IOException {
        return post(path, TestShop.OPERATOR, contentType, "Transfer-Encoding: chunked\r\n");
    }

    private static SlowClient post(
            String path, String authorization, String contentType, String headers)
            throws IOException {
        SlowClient client = new SlowClient(USUAL_WINDOW);
        client.send(
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                        + authorization
                        + "\r\nContent-Type: "
                        + contentType
                        + "\r\n"
                        + headers
                        + "\r\n");
        return client;
    }

    /** Asks, and reads nothing. */
    public static SlowClient get(String path, String authorization, String... more)
            throws IOException {
        SlowClient client = new SlowClient(1);
        client.send(
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                        + authorization
                        + "\r\n"
                        + String.join("", more)
                        + "\r\n");
        return client;
    }

    /** Sends a little. */
    public void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /** What was answered up to the end of a whole answer, or within this time. */
    public String answer(Duration within) throws IOException {
        socket.setSoTimeout((int) within.toMillis());
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        try {
            while (!whole()) {
                int read = in.read(buffer);
                if (read < 0) {
                    break;
                }
                received.write(buffer, 0, read);
            }
        } catch (SocketTimeoutException e) {
            // No more came.
        }
        return received.toString(ISO_8859_1);
    }

    /** Whether the server ends the connection within this time. */
    public boolean isClosedWithin(Duration within) throws IOException {
        socket.setSoTimeout((int) within.toMillis());
        try {
            int read;
            do {
                read = socket.getInputStream().read();
            } while (read >= 0);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private boolean whole() {
        String text = received.toString(ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        int length = text.toLowerCase(Locale.ROOT).indexOf("content-length: ");
        if (head < 0 || length < 0 || length > head) {
            return false;
        }
        int from = length + "content-length: ".length();
        int announced = Integer.parseInt(text.substring(from, text.indexOf("\r\n", from)).strip());
        return text.length() >= head + 4 + announced;
    }
}
