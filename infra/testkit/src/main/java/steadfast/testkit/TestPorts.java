package steadfast.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Provides ports for the servers that a test starts, stops and restarts. Test processes run side by
 * side, so a port that was free a moment ago may belong to another process: each one given here is
 * kept for this process until it ends, also while nothing listens on it.
 */
public final class TestPorts {

    /** Below Linux's ephemeral ports (from 32768), which any outgoing connection may take. */
    private static final int FIRST = 20_000;

    private static final int BEHIND_LAST = 32_000;
    private static final int TRIES = 1_000;
    private static final Random RANDOM = new Random();

    /**
     * The locked files. They stay open until the process ends, when the operating system releases
     * the locks, also after a kill: closing one would give up every lock of this process on that
     * file.
     */
    private static final List<FileChannel> HELD = new ArrayList<>();

    private TestPorts() {}

    /**
     * Returns a port on which nothing listens and that no other test process gets.
     *
     * @throws IllegalStateException if none was found
     */
    public static synchronized int reserve() {
        try {
            Path folder = Files.createDirectories(MachineFolder.of("ports"));
            for (int tried = 0; tried < TRIES; tried++) {
                int port = RANDOM.nextInt(FIRST, BEHIND_LAST);
                if (hold(folder.resolve(String.valueOf(port))) && nobodyListensOn(port)) {
                    return port;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException(
                "no port between %d and %d is free".formatted(FIRST, BEHIND_LAST));
    }

    private static boolean hold(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        HELD.add(channel);
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            // Given out before in this process, perhaps by this class in another class loader.
            return false;
        }
    }

    private static boolean nobodyListensOn(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
