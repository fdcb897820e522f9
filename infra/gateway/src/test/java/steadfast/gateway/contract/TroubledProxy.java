package steadfast.gateway.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;

/** Stands between an adapter and its gateway, and spoils the one request that was chosen. */
public final class TroubledProxy implements AutoCloseable {
    /** What becomes of a request: the bytes that its caller gets; none cuts the connection. */
    public interface Trouble extends Function<Onward, byte[]> {}

    /** Carries the request to the gateway, and gives its whole answer. */
    public interface Onward {
        byte[] answer();
    }

    /** The connection ends, and the gateway hears nothing. */
    public static final Trouble CUT_BEFORE = onward -> new byte[0];

    /** The gateway does it, and its answer is lost. */
    public static final Trouble CUT_AFTER =
            onward -> {
                var _ = onward.answer();
                return new byte[0];
            };

    /** The gateway does it, and half of its answer comes back. */
    public static final Trouble HALF_BODY =
            onward -> {
                byte[] whole = onward.answer();
                return Arrays.copyOf(whole, whole.length - 40);
            };

    /** Nothing is done, and this is said. */
    public static Trouble responding(String response) {
        return onward -> response.getBytes(StandardCharsets.UTF_8);
    }

    private record Chosen(Predicate<String> requests, Trouble trouble) {}

    private final ServerSocket socket;
    private final URI gateway;
    private final AtomicReference<Chosen> chosen = new AtomicReference<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    public TroubledProxy(URI gateway) throws IOException {
        this.gateway = gateway;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** The next request whose first line is one of these meets the trouble. */
    public void spoilNext(Predicate<String> firstLines, Trouble trouble) {
        chosen.set(new Chosen(firstLines, trouble));
    }

    /** The first lines so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Whether the chosen request hasn't come yet. */
    public boolean isWaiting() {
        return chosen.get() != null;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            byte[] request = request(connection.getInputStream());
            String firstLine =
                    new String(request, StandardCharsets.UTF_8).lines().findFirst().orElse("");
            requests.add(firstLine);
            Chosen now = chosen.get();
            byte[] answer =
                    now != null && now.requests().test(firstLine) && chosen.compareAndSet(now, null)
                            ? now.trouble().apply(() -> passOn(request))
                            : passOn(request);
            connection.getOutputStream().write(answer);
        } catch (IOException e) {
            // The caller went away; the test looks at what it made of that.
        }
    }

    /** Says both ways that it closes: one request a connection, and nobody keeps a dead one. */
    private byte[] passOn(byte[] request) {
        String closing =
                new String(request, StandardCharsets.ISO_8859_1)
                        .replaceFirst("\r\n", "\r\nConnection: close\r\n");
        try (Socket onward = new Socket(gateway.getHost(), gateway.getPort())) {
            onward.getOutputStream().write(closing.getBytes(StandardCharsets.ISO_8859_1));
            onward.getOutputStream().flush();
            return new String(onward.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                    .replaceFirst("\r\n", "\r\nConnection: close\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the client's wish to speak HTTP/2, or to keep the connection. */
    private static byte[] request(InputStream input) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = input.read();
            if (next < 0) {
                throw new IOException("no whole request");
            }
            head.append((char) next);
        }
        int length =
                head.toString()
                        .lines()
                        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                        .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
                        .findFirst()
                        .orElse(0);
        String body = new String(input.readNBytes(length), StandardCharsets.ISO_8859_1);
        return (head + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
