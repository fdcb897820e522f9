package steadfast.system;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connections of strangers who say nothing. */
final class IdleConnections implements AutoCloseable {

    /** File descriptors of this process that are left to everything else. */
    private static final long SPARE = 500;

    private final List<SocketChannel> connections = new ArrayList<>();

    /**
     * Opens them.
     *
     * @param toEach to each door, or fewer if this process may not have so many
     */
    static IdleConnections open(int toEach, List<URI> doors) throws IOException {
        UnixOperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        long free =
                system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - SPARE;
        long count = Math.min(toEach, free / doors.size());
        IdleConnections opened = new IdleConnections();
        try {
            for (URI door : doors) {
                for (int i = 0; i < count; i++) {
                    opened.connect(door);
                }
            }
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private void connect(URI door) throws IOException {
        SocketChannel connection =
                SocketChannel.open(new InetSocketAddress(door.getHost(), door.getPort()));
        connections.add(connection);
        connection.configureBlocking(false);
    }

    int opened() {
        return connections.size();
    }

    /** Those that the other end has not closed. */
    int stillOpen() {
        return (int) connections.stream().filter(IdleConnections::isOpen).count();
    }

    private static boolean isOpen(SocketChannel connection) {
        try {
            return connection.read(ByteBuffer.allocate(1)) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }
}
