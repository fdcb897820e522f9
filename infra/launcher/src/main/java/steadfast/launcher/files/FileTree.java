package steadfast.launcher.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A folder with all that is in it; links are taken as such. */
public final class FileTree {

    private FileTree() {}

    /** Deletes it; does nothing if it is not there. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new EveryEntry() {
                    @Override
                    void visit(Path entry) throws IOException {
                        Files.delete(entry);
                    }
                });
    }

    /** Gives it to another user and group; only root may. */
    public static void changeOwner(Path folder, Owner owner) throws IOException {
        Files.walkFileTree(
                folder,
                new EveryEntry() {
                    @Override
                    void visit(Path entry) throws IOException {
                        if (!Owner.of(entry).equals(owner)) {
                            Files.setAttribute(
                                    entry, "unix:uid", owner.uid(), LinkOption.NOFOLLOW_LINKS);
                            Files.setAttribute(
                                    entry, "unix:gid", owner.gid(), LinkOption.NOFOLLOW_LINKS);
                        }
                    }
                });
    }

    /** Visits files before their folder; files that vanish in the meantime are skipped. */
    private abstract static class EveryEntry extends SimpleFileVisitor<Path> {

        abstract void visit(Path entry) throws IOException;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            try {
                visit(file);
            } catch (NoSuchFileException e) {
                // Another process was faster.
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
            visit(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
