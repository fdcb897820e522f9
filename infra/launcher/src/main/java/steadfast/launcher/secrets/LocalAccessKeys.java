package steadfast.launcher.secrets;

import java.security.SecureRandom;
import java.time.Instant;
import steadfast.launcher.process.Console;
import steadfast.launcher.settings.Folders;

/** The keys of a shop on this machine: shown when they are made, and only then. */
public final class LocalAccessKeys {

    /** The user's own. */
    static final String LOCAL = "local";

    /** A demo's, for as long as it runs. */
    public static final String DEMO = "demo";

    private final AccessFile file;
    private final Folders folders;
    private final Console console;

    public LocalAccessKeys(Folders folders, Console console) {
        this.file = new AccessFile(folders.accessFile(), new SecureRandom());
        this.folders = folders;
        this.console = console;
    }

    /** Returns the file that holds them. */
    public AccessFile file() {
        return file;
    }

    /** Creates and shows them at the first start; at others tells how to get new ones. */
    public void showFirst() {
        file.issueIfMissing(LOCAL)
                .ifPresentOrElse(
                        this::show,
                        () ->
                                console.line(
                                        "Your keys were shown at the first start; infra/run keys makes new ones."));
    }

    /** Creates new ones; the earlier ones become invalid. */
    public void renew() {
        show(file.issue(LOCAL));
    }

    /** Creates new ones; the earlier ones stay valid until then. */
    public void renew(Instant earlierOnesUntil) {
        show(file.issue(LOCAL, earlierOnesUntil));
    }

    private void show(AccessFile.Keys keys) {
        console.line(
                """
                Your keys, shown this once (only their hashes are kept, in %s; infra/run keys makes new ones):
                  storefront API key  %s
                  operator token      %s
                """
                        .formatted(
                                folders.accessFile(), keys.storefrontKey(), keys.operatorToken()));
    }
}
