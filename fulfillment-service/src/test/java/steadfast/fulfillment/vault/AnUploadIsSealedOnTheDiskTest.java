package steadfast.fulfillment.vault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnUploadIsSealedOnTheDiskTest {

    private static final String CANARY = "CANARY-1b9e-PLAINTEXT";

    @Test
    void whatWasAddedIsReadAgainHoweverOftenItWentToTheDisk() throws Exception {
        Random random = new Random(7);
        byte[] sent = new byte[3_000_000];
        random.nextBytes(sent);

        try (SealedTemporary temporary = new SealedTemporary()) {
            add(temporary, sent, random);

            assertThat(temporary.open().readAllBytes()).isEqualTo(sent);
            assertThat(temporary.open().readAllBytes()).isEqualTo(sent);
        }
    }

    @Test
    void noCodeIsOnTheDiskInTheClear() throws Exception {
        byte[] sent = (CANARY + "\n").repeat(50_000).getBytes(ISO_8859_1);

        try (SealedTemporary temporary = new SealedTemporary()) {
            add(temporary, sent, new Random(8));

            List<String> files = openFilesOfUploads();
            assertThat(files).isNotEmpty();
            assertThat(files)
                    .allSatisfy(content ->
                            assertThat(content.contains(CANARY)).as("in the clear").isFalse());
        }
    }

    @Test
    void theFileHasNoNameAndIsGoneWhenItIsClosed() throws Exception {
        SealedTemporary temporary = new SealedTemporary();
        add(temporary, new byte[1_000_000], new Random(9));

        assertThat(named()).isEmpty();
        temporary.close();

        assertThat(openFilesOfUploads()).isEmpty();
    }

    @Test
    void whatComesAfterTheEndIsNotKept() throws Exception {
        SealedTemporary temporary = new SealedTemporary();
        temporary.close();

        temporary.add(new byte[1_000_000]);
        temporary.moveToDisk();

        assertThat(openFilesOfUploads()).isEmpty();
    }

    private static void add(SealedTemporary temporary, byte[] sent, Random random)
            throws IOException {
        for (int at = 0; at < sent.length; ) {
            int length = Math.min(sent.length - at, 1 + random.nextInt(100_000));
            byte[] part = new byte[length];
            System.arraycopy(sent, at, part, 0, length);
            temporary.add(part);
            at += length;
            if (temporary.isFull()) {
                temporary.moveToDisk();
            }
        }
    }

    /** What this process has open of them, though it has no name any more. */
    private static List<String> openFilesOfUploads() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : open.toList()) {
                if (leadsTo(descriptor).contains("/upload")) {
                    found.add(Files.readString(descriptor, ISO_8859_1));
                }
            }
        }
        return found;
    }

    private static String leadsTo(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.contains(".sealed") ? target : "";
        } catch (IOException e) {
            // Closed since it was listed.
            return "";
        }
    }

    private static List<Path> named() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.toString().endsWith(".sealed")).toList();
        }
    }
}
