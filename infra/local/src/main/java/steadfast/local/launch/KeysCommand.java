package steadfast.local.launch;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code infra/run keys}: a new storefront API key and operator token for who lost the first. */
@Command(
        name = "keys",
        description = "Make a new storefront API key and operator token; the earlier ones end.",
        mixinStandardHelpOptions = true)
public final class KeysCommand implements Callable<Integer> {

    private final Folders folders;
    private final Console console;

    public KeysCommand(Folders folders, Console console) {
        this.folders = folders;
        this.console = console;
    }

    @Override
    public Integer call() {
        folders.create();
        new AccessKeys(folders, console).renew();
        new Handover(folders).giveBack();
        return 0;
    }
}
