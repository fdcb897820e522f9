package steadfast.sandbox.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * The append-only file of facts. Facts that wait together reach the disk by one fsync (group
 * commit); a fact's future completes only then. Once a write fails the journal accepts nothing
 * more, because the disk's content is unknown.
 *
 * <p>One thread appends. The queue is bounded by the callers: each waits for the disk.
 */
public final class Journal implements AutoCloseable {

    private static final int MAX_GROUP = 1_000;
    private static final byte LINE_FEED = '\n';

    private final FileChannel channel;
    private final JournalLine lines;
    private final Consumer<IOException> onFailure;
    private final BlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
    private final Thread writer;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    /** An element of the writer's queue. */
    private sealed interface Entry {

        /** A line with its line feed. */
        @SuppressWarnings("ArrayRecordComponent") // a carrier between two threads, never compared
        record Line(byte[] bytes, CompletableFuture<Void> onDisk) implements Entry {}

        /** Tells the writer to end. */
        record End() implements Entry {}
    }

    /**
     * Creates a journal on a channel positioned at the next line; {@code onFailure} runs at most
     * once.
     */
    Journal(FileChannel channel, JournalLine lines, Consumer<IOException> onFailure) {
        this.channel = channel;
        this.lines = lines;
        this.onFailure = onFailure;
        this.writer = Thread.ofPlatform().name("journal").start(this::write);
    }

    /**
     * Opens a file, created if necessary, and passes all its facts to {@code replay}.
     *
     * @throws StartException if it can't be opened, is in use, or is damaged
     */
    public static Journal open(
            Path file, Consumer<LedgerEvent> replay, Consumer<IOException> onFailure)
            throws StartException {
        JournalLine lines = new JournalLine();
        return new Journal(new JournalFile(file, lines).open(replay), lines, onFailure);
    }

    /** Appends a fact; {@link #settled} tells when it is on disk. */
    public void append(LedgerEvent ledgerEvent) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(lines.write(ledgerEvent));
        bytes.write(LINE_FEED);
        last = new CompletableFuture<>();
        waiting.add(new Entry.Line(bytes.toByteArray(), last));
    }

    /** Completes when everything that was appended so far is on disk. */
    public CompletableFuture<Void> settled() {
        return last;
    }

    private void write() {
        List<Entry> group = new ArrayList<>();
        try {
            boolean ended = false;
            while (!ended) {
                group.add(waiting.take());
                waiting.drainTo(group, MAX_GROUP);
                ended = writeGroup(group);
                group.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            waiting.drainTo(group);
            lines(group).forEach(line -> line.onDisk().completeExceptionally(e));
            onFailure.accept(e);
        }
    }

    /** Returns whether the end was among them. */
    private boolean writeGroup(List<Entry> group) throws IOException {
        List<Entry.Line> together = lines(group);
        ByteBuffer bytes =
                ByteBuffer.allocate(together.stream().mapToInt(line -> line.bytes().length).sum());
        together.forEach(line -> bytes.put(line.bytes()));
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
        together.forEach(line -> line.onDisk().complete(null));
        return together.size() < group.size();
    }

    private static List<Entry.Line> lines(List<Entry> group) {
        return group.stream()
                .filter(Entry.Line.class::isInstance)
                .map(Entry.Line.class::cast)
                .toList();
    }

    /** Writes the queue and closes the file. */
    @Override
    public void close() throws IOException {
        waiting.add(new Entry.End());
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the journal wrote its last lines");
        }
        channel.close();
    }
}
