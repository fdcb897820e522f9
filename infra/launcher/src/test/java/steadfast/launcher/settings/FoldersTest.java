package steadfast.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    @TempDir private Path folder;

    @Test
    void aDataFolderThatStoodOpenIsClosedAndThePasswordThatEverybodyKnewIsGone() throws Exception {
        Folders folders = new Folders(folder, folder.resolve("data"));
        Files.createDirectories(folders.configuration());
        Files.setPosixFilePermissions(folders.data(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path known = folders.configuration().resolve("postgres-password");
        Files.writeString(known, "postgres");

        folders.create();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folders.data())))
                .isEqualTo("rwx------");
        assertThat(known).doesNotExist();
    }
}
