package steadfast.database;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * A pooler in transaction mode, as PgBouncer is one: clients share sessions of the server, and a
 * session is a client's own only while its transaction lasts. Speaks the wire protocol version 3
 * without TLS, for a server that trusts its clients.
 */
final class TransactionPooler implements AutoCloseable {

    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;

    /** Which free session a client gets. */
    enum Order {
        LAST_USED_FIRST,
        LONGEST_IDLE_FIRST
    }

    private record Message(byte type, ByteBuffer body) {

        String text() {
            return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
        }
    }

    private record Session(Socket socket, DataInputStream in, DataOutputStream out) {}

    private final ServerSocket door;
    private final LinkedBlockingDeque<Session> free = new LinkedBlockingDeque<>();
    private final List<Message> greeting = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final Order order;

    TransactionPooler(int serverPort, String user, String database, int sessions, Order order)
            throws IOException {
        this.order = order;
        for (int i = 0; i < sessions; i++) {
            free.add(connect(serverPort, user, database));
        }
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().name("pooler").daemon().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
        synchronized (sockets) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private Session connect(int port, String user, String database) throws IOException {
        Session session = session(new Socket(InetAddress.getLoopbackAddress(), port));
        byte[] text =
                "user\0%s\0database\0%s\0\0"
                        .formatted(user, database)
                        .getBytes(StandardCharsets.UTF_8);
        session.out.writeInt(8 + text.length);
        session.out.writeInt(3 << 16);
        session.out.write(text);
        session.out.flush();
        greeting.clear();
        Message message;
        do {
            message = read(session.in);
            if (message.type == 'E') {
                throw new IOException(message.text());
            }
            greeting.add(message);
        } while (message.type != 'Z');
        return session;
    }

    private Session session(Socket socket) throws IOException {
        synchronized (sockets) {
            sockets.add(socket);
        }
        return new Session(
                socket,
                new DataInputStream(new BufferedInputStream(socket.getInputStream())),
                new DataOutputStream(socket.getOutputStream()));
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Session client = session(door.accept());
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Session client) {
        try (client.socket) {
            greet(client);
            while (true) {
                relayOneTransaction(client);
            }
        } catch (EOFException | InterruptedException e) {
            // The client has gone.
        } catch (IOException e) {
            // It went in the middle of something: its session is lost to the pool, as with others.
        }
    }

    private void greet(Session client) throws IOException {
        int code;
        do {
            byte[] body = new byte[client.in.readInt() - 4];
            client.in.readFully(body);
            code = ByteBuffer.wrap(body).getInt();
            if (code == SSL_REQUEST || code == GSS_REQUEST) {
                client.out.write('N');
            }
        } while (code == SSL_REQUEST || code == GSS_REQUEST);
        for (Message message : greeting) {
            write(client.out, message);
        }
        client.out.flush();
    }

    private void relayOneTransaction(Session client) throws IOException, InterruptedException {
        Message first = read(client.in);
        if (first.type == 'X') {
            throw new EOFException();
        }
        Session server = free.takeFirst();
        Message request = first;
        byte status;
        do {
            while (request.type != 'Q' && request.type != 'S') {
                write(server.out, request);
                request = read(client.in);
            }
            write(server.out, request);
            server.out.flush();
            status = relayAnswer(server, client);
            if (status != 'I') {
                request = read(client.in);
            }
        } while (status != 'I');
        switch (order) {
            case LAST_USED_FIRST -> free.addFirst(server);
            case LONGEST_IDLE_FIRST -> free.addLast(server);
        }
        client.out.flush();
    }

    /** Until the server is ready for the next query; whether a transaction is open then. */
    private static byte relayAnswer(Session server, Session client) throws IOException {
        while (true) {
            Message answer = read(server.in);
            if (answer.type == 'Z') {
                byte status = answer.body.get(0);
                write(client.out, answer);
                if (status != 'I') {
                    client.out.flush();
                }
                return status;
            }
            write(client.out, answer);
        }
    }

    private static Message read(DataInputStream in) throws IOException {
        byte type = in.readByte();
        byte[] body = new byte[in.readInt() - 4];
        in.readFully(body);
        return new Message(type, ByteBuffer.wrap(body));
    }

    private static void write(DataOutputStream out, Message message) throws IOException {
        out.writeByte(message.type);
        byte[] body = new byte[message.body.capacity()];
        message.body.duplicate().get(0, body);
        out.writeInt(body.length + 4);
        out.write(body);
    }
}
