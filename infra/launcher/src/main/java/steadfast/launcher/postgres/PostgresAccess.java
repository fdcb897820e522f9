package steadfast.launcher.postgres;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import steadfast.launcher.files.FileTree;
import steadfast.launcher.files.Owner;
import steadfast.launcher.files.PrivateFile;
import steadfast.launcher.settings.Service;

/**
 * The rules for connections to this machine's PostgreSQL; rewritten at each start, so that a folder
 * created with other rules has these too. All others are refused.
 */
final class PostgresAccess {

    private static final String MAP = "steadfast";

    private PostgresAccess() {}

    /**
     * Writes them into the data folder.
     *
     * @param owner whose they have to be, which is who the server runs as
     * @throws IOException if they cannot be written
     */
    static void write(Path data, Owner owner) throws IOException {
        StringBuilder rules = new StringBuilder("# Written by infra/run at each start.\n");
        rules.append("local all %s peer map=%s\n".formatted(Superuser.NAME, MAP));
        for (Service service : Service.values()) {
            rules.append(
                    "host %s %s,%s 127.0.0.1/32 scram-sha-256\n"
                            .formatted(service.database(), service.role(), service.ownerRole()));
        }
        replace(data.resolve("pg_hba.conf"), rules.toString(), owner);

        StringBuilder map = new StringBuilder("# Written by infra/run at each start.\n");
        for (String user : users()) {
            map.append("%s \"%s\" %s\n".formatted(MAP, user, Superuser.NAME));
        }
        replace(data.resolve("pg_ident.conf"), map.toString(), owner);
    }

    /** Root may be whom it likes in any case. */
    private static Set<String> users() {
        return new TreeSet<>(List.of("root", System.getProperty("user.name")));
    }

    private static void replace(Path file, String text, Owner owner) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(written);
        // By the file that was made here: as root, the folder is another user's.
        try (WritableByteChannel channel =
                Files.newByteChannel(
                        written,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PrivateFile.OWNER_ONLY)) {
            channel.write(StandardCharsets.UTF_8.encode(text));
        }
        FileTree.changeOwner(written, owner);
        Files.move(
                written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
