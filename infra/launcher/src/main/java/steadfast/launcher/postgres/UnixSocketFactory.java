package steadfast.launcher.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Lets PostgreSQL's driver reach a server by its Unix socket. The driver makes one by its name
 * ({@code socketFactory}) and hands it the socket's path ({@code socketFactoryArg}).
 */
public final class UnixSocketFactory extends SocketFactory {

    private final Path path;

    public UnixSocketFactory(String path) {
        this.path = Path.of(path);
    }

    /** Not connected yet: the driver connects it, with an address that is not used here. */
    @Override
    public Socket createSocket() {
        return new UnixSocket(path);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new SocketException("connected by its path alone");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        throw new SocketException("connected by its path alone");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new SocketException("connected by its path alone");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        throw new SocketException("connected by its path alone");
    }

    /** As much of a socket as the driver asks for; one on this machine needs no options. */
    private static final class UnixSocket extends Socket {

        private static final int BUFFER_BYTES = 8192;

        private final Path path;
        private @Nullable SocketChannel channel;

        UnixSocket(Path path) {
            this.path = path;
        }

        @Override
        public void connect(SocketAddress unused) throws IOException {
            SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                opened.connect(UnixDomainSocketAddress.of(path));
            } catch (IOException | RuntimeException e) {
                opened.close();
                throw e;
            }
            channel = opened;
        }

        @Override
        public void connect(SocketAddress unused, int timeoutMillis) throws IOException {
            connect(unused);
        }

        @Override
        public boolean isConnected() {
            return channel != null;
        }

        @Override
        public boolean isClosed() {
            SocketChannel opened = channel;
            return opened != null && !opened.isOpen();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return Channels.newInputStream(connected());
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return Channels.newOutputStream(connected());
        }

        @Override
        public void setTcpNoDelay(boolean on) {}

        @Override
        public void setKeepAlive(boolean on) {}

        @Override
        public void setSoTimeout(int timeoutMillis) {}

        @Override
        public int getSoTimeout() {
            return 0;
        }

        @Override
        public int getSendBufferSize() {
            return BUFFER_BYTES;
        }

        @Override
        public int getReceiveBufferSize() {
            return BUFFER_BYTES;
        }

        @Override
        public void close() throws IOException {
            SocketChannel opened = channel;
            if (opened != null) {
                opened.close();
            }
        }

        private SocketChannel connected() throws IOException {
            SocketChannel opened = channel;
            if (opened == null) {
                throw new SocketException("not connected");
            }
            return opened;
        }
    }
}
