package steadfast.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What root writes in somebody's clone is given to him, so that he can go on without root. */
final class FileOwnership {

    private final Folders folders;

    FileOwnership(Folders folders) {
        this.folders = folders;
    }

    /** Does nothing unless we are root and the clone is somebody else's. */
    void giveBack() {
        try {
            Owner owner = Owner.of(folders.root());
            if (Owner.ofThisProcess().isRoot() && !owner.isRoot()) {
                FileTree.give(folders.data(), owner);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
