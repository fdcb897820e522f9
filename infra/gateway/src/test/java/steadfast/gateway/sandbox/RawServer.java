package steadfast.gateway.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server below HTTP: it answers with exactly these bytes, or breaks off exactly there. */
final class RawServer implements AutoCloseable {
    /** What happens once a request has been read whole. */
    sealed interface Behaviour {
        /** Writes these bytes and closes. */
        record Say(String bytes) implements Behaviour {}

        /** Writes these bytes and then nothing more, with the connection open. */
        record SayAndStall(String bytes) implements Behaviour {}

        /** Writes these bytes and resets the connection (RST, no orderly end). */
        record SayAndReset(String bytes) implements Behaviour {}
    }

    private final ServerSocket socket;
    private final Behaviour behaviour;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    RawServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static String response(int status, String contentType, String body) {
        return "HTTP/1.1 "
                + status
                + " Whatever\r\nContent-Type: "
                + contentType
                + "\r\nConnection: close\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n"
                + body;
    }

    static String json(int status, String body) {
        return response(status, "application/json", body);
    }

    URI address() {
        return URI.create(
                "http://" + socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort());
    }

    /** Head and body of each request, as they came. */
    List<String> requests() {
        return List.copyOf(requests);
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
            requests.add(request(connection.getInputStream()));
            switch (behaviour) {
                case Behaviour.Say say -> write(connection, say.bytes());
                case Behaviour.SayAndStall say -> {
                    write(connection, say.bytes());
                    closed.await();
                }
                case Behaviour.SayAndReset say -> {
                    write(connection, say.bytes());
                    connection.setSoLinger(true, 0);
                }
            }
        } catch (IOException e) {
            // The client went away first; the test looks at what the client made of it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Socket connection, String bytes) throws IOException {
        connection.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
    }

    private static String request(InputStream input) throws IOException {
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
        return head + new String(input.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }
}
