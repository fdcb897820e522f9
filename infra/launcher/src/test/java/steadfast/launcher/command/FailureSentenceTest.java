package steadfast.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class FailureSentenceTest {

    @Test
    void aFileOfRootsIsSaidToBeRoots() {
        var failure = new UncheckedIOException(new AccessDeniedException("/proc/1/mem"));

        assertThat(FailureSentence.of(failure))
                .contains(
                        "/proc/1/mem belongs to root, so this user cannot use it: start as that user, or give the files back with chown -R.");
    }

    @Test
    void aFullDiskIsSaidToBeFull() {
        var failure =
                new UncheckedIOException(
                        new FileSystemException("/srv/a", null, "No space left on device"));

        assertThat(FailureSentence.of(failure))
                .contains(
                        "The disk is full (/srv/a: No space left on device): make room and start again.");
    }

    @Test
    void aBugIsNotDressedUpAsTheUsersFault() {
        assertThat(FailureSentence.of(new IllegalStateException("?"))).isEmpty();
        assertThat(FailureSentence.of(new UncheckedIOException(new IOException("?")))).isEmpty();
    }
}
