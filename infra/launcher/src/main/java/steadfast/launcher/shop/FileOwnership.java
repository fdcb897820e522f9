package steadfast.launcher.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import steadfast.launcher.files.FileTree;
import steadfast.launcher.files.Owner;
import steadfast.launcher.settings.Folders;

/**
 * Gives files that root writes in another user's clone to that user, so that they can continue
 * without root.
 */
public final class FileOwnership {

    private final Folders folders;

    public FileOwnership(Folders folders) {
        this.folders = folders;
    }

    /** Does nothing unless we are root and the clone belongs to another user. */
    public void restore() {
        try {
            Owner owner = Owner.of(folders.root());
            if (Owner.ofThisProcess().isRoot() && !owner.isRoot()) {
                FileTree.changeOwner(folders.data(), owner);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
