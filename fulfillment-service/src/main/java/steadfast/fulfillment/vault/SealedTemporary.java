package steadfast.fulfillment.vault;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Buffers the codes of an upload until it is complete: the newest part in memory, older parts in a
 * temporary file, sealed with AES-256-GCM under a key that exists in memory only. The file is
 * unlinked as soon as it is open, so a crash leaves no file, and nobody can read what remains on
 * the disk. Safe for many threads.
 */
public final class SealedTemporary implements AutoCloseable {

    private static final int PART_BYTES = 256 * 1024;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final List<Part> parts = new ArrayList<>();
    private ByteArrayOutputStream newest = new ByteArrayOutputStream();
    private @Nullable FileChannel file;
    private boolean closed;

    /**
     * The position of a sealed part in the file; its nonce is its number, since the key is used for
     * one file only.
     */
    private record Part(int number, long offset, int bytes) {}

    /** Creates an empty buffer. */
    public SealedTemporary() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "AES");
    }

    /** Adds to the end, in memory; never waits for a disk. */
    public synchronized void add(byte[] bytes) {
        if (!closed) {
            newest.writeBytes(bytes);
        }
    }

    /** Returns whether enough is in memory to be moved to the disk. */
    public synchronized boolean isFull() {
        return newest.size() >= PART_BYTES;
    }

    /**
     * Moves what is in memory to the disk.
     *
     * @throws IOException if the disk is full or fails
     */
    public synchronized void moveToDisk() throws IOException {
        if (closed) {
            return;
        }
        FileChannel to = file == null ? create() : file;
        file = to;
        ByteBuffer sealed =
                ByteBuffer.wrap(crypt(Cipher.ENCRYPT_MODE, parts.size(), newest.toByteArray()));
        parts.add(new Part(parts.size(), to.size(), sealed.remaining()));
        while (sealed.hasRemaining()) {
            to.write(sealed, to.size());
        }
        newest = new ByteArrayOutputStream();
    }

    /** Reads all of it from its beginning; can be opened more than once, until it is closed. */
    @SuppressWarnings("JdkObsolete") // SequenceInputStream takes nothing newer
    public synchronized InputStream open() {
        byte[] end = newest.toByteArray();
        List<Part> onDisk = List.copyOf(parts);
        Iterator<InputStream> all =
                IntStream.rangeClosed(0, onDisk.size())
                        .mapToObj(number ->
                                (InputStream)
                                        new ByteArrayInputStream(
                                                number < onDisk.size()
                                                        ? read(onDisk.get(number))
                                                        : end))
                        .iterator();
        return new SequenceInputStream(
                new Enumeration<>() {
                    @Override
                    public boolean hasMoreElements() {
                        return all.hasNext();
                    }

                    @Override
                    public InputStream nextElement() {
                        return all.next();
                    }
                });
    }

    /** Discards the content. */
    @Override
    public synchronized void close() {
        closed = true;
        newest = new ByteArrayOutputStream();
        parts.clear();
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                file = null;
            }
        }
    }

    private synchronized byte[] read(Part part) {
        if (file == null) {
            throw new IllegalStateException("it is closed");
        }
        ByteBuffer sealed = ByteBuffer.allocate(part.bytes());
        try {
            while (sealed.hasRemaining()) {
                if (file.read(sealed, part.offset() + sealed.position()) < 0) {
                    throw new IOException("the temporary file is shorter than what was written");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return crypt(Cipher.DECRYPT_MODE, part.number(), sealed.array());
    }

    private byte[] crypt(int mode, int number, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(number).array();
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new VaultException("a temporary part cannot be sealed or opened", e);
        }
    }

    private static FileChannel create() throws IOException {
        Path path =
                Files.createTempFile(
                        "upload",
                        ".sealed",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }
}
